import type { Drift, HistoryResult } from '../../history/historyResult.ts';
import { compareText } from '../../routing/table.ts';
import * as driftWords from '../driftWords.ts';
import * as history from '../historyWords.ts';
import { field } from '../neutralise.ts';
import { htmlTables, type Row } from './htmlTables.ts';
import { type Markup, openingTag, tag } from './tag.ts';

/** What is open, then what was resolved: a table for each outlook. */
export function* driftTables(result: HistoryResult): Iterable<string> {
  yield `<section id="drifts" aria-labelledby="drifts-title">\n${tag('h2', { id: 'drifts-title' }, 'Drift').html}\n`;
  if (result.drifts.length === 0) yield '<p>No run of the period saw any.</p>\n';
  for (const state of driftWords.outlooks) {
    const drifts = driftWords.driftsThatAre(result, state);
    if (drifts.length === 0) continue;
    yield `${tag('h3', {}, `${driftWords.outlookWords[state]} (${drifts.length})`).html}\n`;
    const columns = ['Drift', 'As last seen', 'First seen', 'Last seen', 'Resolved', 'Age'];
    yield* htmlTables('drifts', driftWords.outlookWords[state], columns, drifts.flatMap(driftRows));
  }
  yield '</section>\n';
}

/** A row for each time that it was there; those after the first repeat only which drift it is. */
function driftRows(drift: Drift): readonly Row[] {
  return drift.spells.map((spell, i) => {
    const again = i === 0 ? [] : [' ', tag('small', {}, `again, for the ${ordinal(i + 1)} time`)];
    const last = i === drift.spells.length - 1;
    const open = [
      tag('b', {}, 'open'),
      ...(last ? driftWords.describeNotLooked(drift).map((words) => tag('small', {}, ` ${words}`)) : []),
    ];
    const how = spell.resolved?.baselineChanged === true ? [' ', tag('small', {}, 'its baseline had changed')] : [];
    return {
      id: null,
      cells: [
        [
          standingBadge(drift),
          ' ',
          tag('b', {}, driftWords.driftTitle(drift)),
          ' ',
          tag('small', {}, driftWords.describeDriftPlace(drift)),
          ...again,
        ],
        [last ? driftWords.describeDrift(drift) : ''],
        [history.describeTime(spell.firstSeen)],
        [
          history.describeTime(spell.lastSeen),
          ' ',
          tag('small', {}, `by ${spell.seen === 1 ? '1 run' : `${spell.seen} runs`}`),
        ],
        spell.resolved === null ? open : [history.describeTime(spell.resolved.at), ...how],
        [history.describeAge(spell.age)],
      ],
    };
  });
}

function ordinal(count: number): string {
  return count === 2 ? 'second' : count === 3 ? 'third' : `${count}th`;
}

const badges = {
  failing: ['drifted', '✗'],
  tolerated: ['tolerated', '!'],
  waived: ['waived', '~'],
  part: ['part', '↳'],
  notice: ['part', '·'],
} as const satisfies Record<Drift['standing'], readonly [string, string]>;

/** In violet where it is accepted, in red where it is not: and a sign and a word say the same. */
export function standingBadge(drift: Drift): Markup {
  if (!driftWords.isOpen(drift)) return tag('span', { class: 'badge in-sync' }, '✓ resolved');
  const [look, sign] = badges[drift.standing];
  return tag('span', { class: `badge ${look}` }, `${sign} ${driftWords.standingWords[drift.standing]}`);
}

/** Every run, folded, and every gap between two. */
export function* runTable(result: HistoryResult): Iterable<string> {
  const { runs, gaps } = result;
  const lines = [
    ...runs.map((run) => ({ time: run.lookedAt, what: history.describeRun(run), file: run.file })),
    ...gaps.map((gap) => ({ time: gap.after, what: history.describeGap(gap), file: null })),
  ].sort((a, b) => compareText(a.time, b.time));
  const rows = lines.map(({ time, what, file }): Row => {
    return {
      id: null,
      cells: [[history.describeTime(time)], [what], file === null ? [] : [tag('code', {}, field(file))]],
    };
  });
  yield `<section id="runs" aria-labelledby="runs-title">\n${tag('h2', { id: 'runs-title' }, 'Runs').html}\n`;
  yield `${openingTag('details', { class: 'always' })}${tag('summary', {}, history.describeRuns(result)).html}\n`;
  yield* htmlTables('runs', 'Runs and gaps', ['Looked at', 'What came of it', 'File'], rows);
  yield '</details>\n</section>\n';
}
