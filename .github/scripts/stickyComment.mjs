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
const body = `${marker}\n${fitted(report)}`;
const [comment] = await marked(`/issues/${PULL_REQUEST}/comments`, marker);
if (comment === undefined) await call('POST', `/issues/${PULL_REQUEST}/comments`, { body });
else await call('PATCH', `/issues/comments/${comment.id}`, { body });

/** The only elements left are those that our own reports have; a zero-width space takes the life out of the rest. */
function harmless(text) {
  return (
    text
      .replaceAll(/[^\P{Cc}\n]|[\p{Cs}\p{Bidi_Control}]/gu, '\ufffd')
      .replaceAll(/<(?!\/?(?:details|summary|code|br)>)/g, '&lt;')
      .replaceAll(/@(?=[\w-])/g, '@\u200b')
      .replaceAll(/(?<!&)#(?=\d)/g, '#\u200b')
      .replaceAll(/\bGH-(?=\d)/gi, '$&\u200b')
      .replaceAll(/!(?=\[)/g, '!\u200b')
      .replaceAll(/:(?=\/\/)|\bwww(?=\.)/gi, '$&\u200b')
      // What stands for these characters, and links of any other form: our reports have none.
      .replaceAll(/&(?:#0*(?:64|35|58|47)|#x0*(?:40|23|3a|2f)|commat|num|colon|sol);?/gi, '$&\u200b')
      .replaceAll(/\](?=[([:])/g, ']\u200b')
  );
}

/** Ends between two blocks, and closes what is open there. To make text harmless makes it longer, so it may not fit any more. */
function fitted(text) {
  if (text.length <= longest) return text;
  const room = text.slice(0, longest - 1000);
  const block = room.lastIndexOf('\n\n');
  const end = block === -1 ? room.lastIndexOf('\n') : block;
  const kept = end === -1 ? room.replace(/[\ud800-\udbff]$/, '') : room.slice(0, end);
  const fences = kept.match(/^`{3,}/gm) ?? [];
  const fence = fences.length % 2 === 1 ? `\n${fences.at(-1)}` : '';
  const count = (tag) => kept.split(tag).length - 1;
  const open = Math.max(count('<details>') - count('</details>'), 0);
  return `${kept}${fence}${'\n\n</details>'.repeat(open)}\n\n… cut: the job summary has all of it\n`;
}
