import type { ListEdit } from './documentEdit.ts';
import { lineEnd, lineStart, type TextEdit } from './textEdit.ts';
import { blockItem, flowMapping } from './yamlText.ts';
import type { YamlNode, YamlSequence } from './yamlTree.ts';

/** The edits of the text of a list that is there; `keyEnd` is where its key ends, `eol` how lines end. */
export function editList(
  text: string,
  keyEnd: number,
  list: YamlSequence,
  edit: ListEdit,
  eol: string,
): readonly TextEdit[] {
  return list.flow ? editFlowList(text, list, edit) : editBlockList(text, keyEnd, list, edit, eol);
}

/** Whole lines come and go. A comment on a line of its own stays where it is; one behind an item goes with it. */
function editBlockList(
  text: string,
  keyEnd: number,
  { items, start }: YamlSequence,
  { removed, inserted }: ListEdit,
  eol: string,
): readonly TextEdit[] {
  const indent = ' '.repeat(start - lineStart(text, start));
  const afterKey = text.indexOf(':', keyEnd) + 1;
  const removals = items.flatMap((item, i): TextEdit[] => {
    if (!removed.has(i)) return [];
    const dash = i === 0 ? start : nextDash(text, lineEnd(text, items[i - 1]?.end ?? 0));
    return [{ start: lineStart(text, dash), end: lineEnd(text, item.end), text: '' }];
  });
  const insertions = inserted.map(({ after, entries }): TextEdit => {
    const at = lineEnd(text, items[after]?.end ?? afterKey);
    const model = items[after] ?? items[0];
    const lines = blockItem(entries, indent, isBlock(model));
    return { start: at, end: at, text: lines.map((line) => `${line}${eol}`).join('') };
  });
  const isEmptied = removed.size === items.length && inserted.length === 0;
  return [...removals, ...insertions, ...(isEmptied ? [{ start: afterKey, end: afterKey, text: ' []' }] : [])];
}

function isBlock(node: YamlNode | undefined): boolean {
  return node?.kind === 'mapping' && !node.flow;
}

function nextDash(text: string, from: number): number {
  const dash = /^ *-/gm;
  dash.lastIndex = from;
  dash.test(text);
  return dash.lastIndex - 1;
}

/** Each item takes a comma with it: the one before, or, of those before all that stay, the one behind. */
function editFlowList(text: string, list: YamlSequence, { removed, inserted }: ListEdit): readonly TextEdit[] {
  const { items, start } = list;
  const kept = items.findIndex((_, i) => !removed.has(i));
  const [first, last] = [items[0], items.at(-1)];
  if (kept === -1) {
    const all = inserted.map(({ entries }) => flowMapping(entries)).join(', ');
    const [from, to] = first === undefined || last === undefined ? [start + 1, start + 1] : [first.start, last.end];
    const comma = last === undefined || inserted.length > 0 ? -1 : commaAfter(text, last.end);
    return [{ start: from, end: to, text: all }, ...(comma === -1 ? [] : [{ start: comma, end: comma + 1, text: '' }])];
  }
  const removals = items.flatMap((item, i): readonly TextEdit[] => {
    const [before, next] = [items[i - 1], items[i + 1]];
    if (!removed.has(i)) return [];
    if (i > kept && before !== undefined) return without(text, commaAfter(text, before.end), item.start, item);
    return next === undefined ? [] : without(text, commaAfter(text, item.end), next.start, item);
  });
  const insertions = inserted.map(({ after, entries }): TextEdit => {
    const anchor = items.findLastIndex((_, i) => i <= after && !removed.has(i));
    const at = items[anchor]?.end ?? items[kept]?.start ?? start;
    return { start: at, end: at, text: anchor === -1 ? `${flowMapping(entries)}, ` : `, ${flowMapping(entries)}` };
  });
  return [...removals, ...insertions];
}

/** An item and a comma, and what is between the comma and `end`, unless that is a comment. */
function without(text: string, comma: number, end: number, item: YamlNode): readonly TextEdit[] {
  const isBehind = comma >= item.end;
  const [from, to] = [Math.min(comma, item.start), isBehind ? end : item.end];
  const gap = isBehind ? text.slice(item.end, end) : text.slice(comma, item.start);
  if (!gap.includes('#')) return [{ start: from, end: to, text: '' }];
  return [
    { start: item.start, end: item.end, text: '' },
    { start: comma, end: comma + 1, text: '' },
  ];
}

/** -1 where none follows. */
function commaAfter(text: string, offset: number): number {
  const comma = /(?:\s|#[^\n]*)*,/y;
  comma.lastIndex = offset;
  return comma.test(text) ? comma.lastIndex - 1 : -1;
}
