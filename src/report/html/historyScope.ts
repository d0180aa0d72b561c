import type { HistoryResult } from '../../history/historyResult.ts';
import { describeTime } from '../historyWords.ts';
import { describeLeft, leftName, leftScopeTitle } from '../leftScopeWords.ts';
import { htmlTables } from './htmlTables.ts';
import { tag } from './tag.ts';

/** What a run had in its scope and the last one had not; nothing where it is nothing. */
export function* scopeTable({ leftScope }: HistoryResult): Iterable<string> {
  if (leftScope.length === 0) return;
  const rows = leftScope.map((left) => ({
    id: null,
    cells: [[tag('b', {}, leftName(left))], [describeLeft(left, describeTime)]],
  }));
  yield '<section id="scope" aria-labelledby="scope-title">\n';
  yield `${tag('h2', { id: 'scope-title' }, `${leftScopeTitle} (${leftScope.length})`).html}\n`;
  yield* htmlTables('scope', leftScopeTitle, ['What', 'Since when'], rows);
  yield '</section>\n';
}
