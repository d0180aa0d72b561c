import { type Content, openingTag, tag } from './tag.ts';

/** A row a line, so that whoever searches the file for a destination sees what is said of it. */
export interface Row {
  /** To link to; null: nobody does. */
  readonly id: string | null;
  readonly cells: readonly (readonly Content[])[];
}

/** A browser lays out what is in sight alone, but never a part of a table: so a long one is several. */
const mostRows = 100;

/**
 * Nothing where there are no rows. `kind` is the class, by which a style says how a row looks where there is no room for
 * columns.
 */
export function* htmlTables(
  kind: string,
  label: string,
  columns: readonly string[],
  rows: Iterable<Row>,
): Iterable<string> {
  let [lines, first]: [string[], number] = [[], 1];
  for (const row of rows) {
    if (lines.length === mostRows) {
      yield table(kind, label, columns, lines, first);
      first += mostRows;
      lines = [];
    }
    lines.push(rowLine(row));
  }
  if (lines.length > 0) yield table(kind, label, columns, lines, first);
}

function table(
  kind: string,
  label: string,
  columns: readonly string[],
  lines: readonly string[],
  first: number,
): string {
  const head = tag('tr', {}, ...columns.map((column) => tag('th', { scope: 'col' }, column)));
  const name = first === 1 ? label : `${label}, from row ${first} on`;
  const start = openingTag('table', { class: kind, 'aria-label': name });
  const look = lines.length === mostRows ? 'rows full' : 'rows';
  return `<div class="${look}">\n${start}\n${tag('thead', {}, head).html}\n<tbody>\n${lines.join('')}</tbody>\n</table>\n</div>\n`;
}

function rowLine({ id, cells }: Row): string {
  return `${tag('tr', id === null ? {} : { id }, ...cells.map((cell) => tag('td', {}, ...cell))).html}\n`;
}
