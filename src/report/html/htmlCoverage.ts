import type { Coverage, CoverageFinding, CoverageList } from '../../audit/coverage.ts';
import type { AuditResult } from '../../audit/result.ts';
import { coverageStandingOf } from '../../audit/standing.ts';
import { coverageWords, describeList, describeUncovered, listName } from '../coverageWords.ts';
import { field } from '../neutralise.ts';
import { placeOf } from './htmlFindings.ts';
import { label, path } from './htmlScope.ts';
import { htmlTables, type Row } from './htmlTables.ts';
import { type Content, tag } from './tag.ts';

/** Which connections there are, against the baselines; nothing where nobody asked. */
export function* htmlCoverage({ coverage, failOn }: AuditResult): Iterable<string> {
  if (coverage === null) return;
  const { tags, lists, findings } = coverage;
  yield `<section id="coverage" class="group" aria-labelledby="coverage-title">\n${tag('h2', { id: 'coverage-title' }, 'Coverage: which connections there are').html}\n`;
  yield* htmlTables(
    'notices',
    'Connections listed',
    ['Region', 'Outcome'],
    lists.map((list) => listRow(list, tags)),
  );
  const rows = findings.map((finding) => findingRow(finding, failOn));
  yield* htmlTables(
    'notices',
    'Connections without a baseline, or missing',
    ['Connection', 'Outcome', 'Baseline'],
    rows,
  );
  yield '</section>\n';
}

function listRow(list: CoverageList, tags: Coverage['tags']): Row {
  const isRead = list.state === 'listed';
  const outcome = badge(isRead ? 'in-sync' : 'unchecked', isRead ? '✓ listed' : '? unread');
  const hint = isRead ? '' : `; hint: ${field(list.reason.hint)}`;
  return { id: null, cells: [[listName(list)], [outcome, ' ', describeList(list, tags), hint]] };
}

function findingRow(finding: CoverageFinding, failOn: AuditResult['failOn']): Row {
  const word = coverageWords[finding.kind];
  const isFailing = coverageStandingOf(finding, failOn) === 'failing';
  const outcome = badge(isFailing ? 'drifted' : 'tolerated', `${isFailing ? '✗' : '!'} ${word}`);
  const at = finding.at === null ? ['none'] : [placeOf(finding.at)];
  return { id: null, cells: [[label(finding), ' ', path(finding)], [outcome, ' ', describeUncovered(finding)], at] };
}

function badge(standing: string, words: string): Content {
  return tag('span', { class: `badge ${standing}` }, words);
}
