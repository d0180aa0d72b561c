import type { HistoryResult } from '../../history/historyResult.ts';
import * as driftWords from '../driftWords.ts';
import * as history from '../historyWords.ts';
import { field } from '../neutralise.ts';
import * as words from '../words.ts';
import { historyPolicy } from './contentPolicy.ts';
import { historyLanes } from './historyLanes.ts';
import { scopeTable } from './historyScope.ts';
import { historyStyle } from './historyStyle.ts';
import { driftTables, runTable } from './historyTables.ts';
import { type Fact, fact, sentence, tile, verdictMarks } from './htmlHead.ts';
import { pageStart } from './pageStart.ts';
import { openingTag, tag } from './tag.ts';

/** One page for an auditor to keep and print, without a script: the verdict over the period, a timeline, each drift, each run. */
export function historyHtml(result: HistoryResult): string {
  const title = `Route drift history: ${words.verdictWords[result.verdict]}, ${history.describePeriod(result)}`;
  const made = `Made by ${field(result.tool.name)} ${field(result.tool.version)}. Whether a bundle is what its run saw, route-drift verify checks.`;
  return [
    pageStart({ title, policy: historyPolicy, style: historyStyle, skip: ['drifts', 'Skip to the drift'] }),
    header(result),
    '<main>\n',
    ...historyLanes(result),
    ...driftTables(result),
    ...scopeTable(result),
    ...runTable(result),
    '</main>\n',
    `${tag('footer', {}, made).html}\n</body>\n</html>\n`,
  ].join('');
}

function header(result: HistoryResult): string {
  const { verdict, source } = result;
  const mark = tag('span', { class: 'sign', 'aria-hidden': 'true' }, verdictMarks[verdict]);
  const rehearsal = tag('p', { class: 'rehearsal' }, `Rehearsal: ${words.sourceWords.embedded}.`);
  const facts: readonly Fact[] = [
    ['Period', history.describePeriod(result)],
    ['Runs', history.describeRuns(result)],
    ['Due', history.describeEvery(result)],
    ['Routes from', history.describeHistorySource(result)],
  ];
  const lines = [
    tag('p', { class: 'kicker' }, 'History of route drift of IPsec-VPN connections'),
    tag('h1', {}, mark, words.verdictWords[verdict]),
    tag('p', { class: 'verdict' }, sentence(history.describeHistoryVerdict(result))),
    ...(source === 'embedded' ? [rehearsal] : []),
    tag('dl', { class: 'facts' }, ...facts.map(fact)),
    tag('ul', { class: 'totals' }, ...tilesOf(result).map(([name, count, isGrave]) => tile(name, count, isGrave))),
  ];
  return `${openingTag('header', { class: verdict })}\n${lines.map(({ html }) => `${html}\n`).join('')}</header>\n`;
}

function tilesOf(result: HistoryResult): readonly (readonly [name: string, count: number, isGrave: boolean])[] {
  const { incomplete, unfinished, missed } = history.countRuns(result);
  const count = (...states: readonly (typeof driftWords.outlooks)[number][]) =>
    states.reduce((sum, state) => sum + driftWords.driftsThatAre(result, state).length, 0);
  return [
    ['new', count('new'), true],
    ['still there', count('still-there'), true],
    ['not looked at', count('not-looked-at'), true],
    ['no longer in scope', result.leftScope.length, true],
    ['resolved by the last run', count('resolved'), false],
    ['resolved before', count('resolved-before'), false],
    ['runs missed', missed, true],
    ['runs incomplete or unfinished', incomplete + unfinished, true],
  ];
}
