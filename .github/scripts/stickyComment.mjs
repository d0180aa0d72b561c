import { existsSync, readFileSync } from 'node:fs';
import { call, marked } from './gitHub.mjs';

/**
 * Puts the review of a pull request into one comment, which later runs replace. The report was made by a job that runs
 * on the text of whoever opened the pull request, so it is taken for text of a stranger, whatever it says: it calls
 * nobody, references nothing, loads nothing, can't pass for our marker, and is cut to what a comment takes.
 */
const { REPORT = '', PULL_REQUEST = '' } = process.env;
const marker = '<!-- route-drift: review -->';
const longest = 65_000;

if (!/^[1-9]\d{0,9}$/.test(PULL_REQUEST)) throw new Error('PULL_REQUEST is not the number of one');
const report = existsSync(REPORT)
  ? harmless(readFileSync(REPORT, 'utf8'))
  : 'The review left no report: see its log.\n';
const body = `${marker}\n${report.length <= longest ? report : `${report.slice(0, longest)}\n\n… cut: the job summary has all of it\n`}`;
const [comment] = await marked(`/issues/${PULL_REQUEST}/comments`, marker);
if (comment === undefined) await call('POST', `/issues/${PULL_REQUEST}/comments`, { body });
else await call('PATCH', `/issues/comments/${comment.id}`, { body });

/** The only elements left are those that our own reports have; a zero-width space takes the life out of the rest. */
function harmless(text) {
  return text
    .replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, '\ufffd')
    .replaceAll(/<(?!\/?(?:details|summary|code|br)>)/g, '&lt;')
    .replaceAll(/@(?=[\w-])/g, '@\u200b')
    .replaceAll(/(?<!&)#(?=\d)/g, '#\u200b')
    .replaceAll(/\bGH-(?=\d)/gi, '$&\u200b')
    .replaceAll(/!(?=\[)/g, '!\u200b')
    .replaceAll(/:(?=\/\/)|\bwww(?=\.)/gi, '$&\u200b');
}
