import type { DocumentEdit, KeyEdit, ListEdit } from './documentEdit.ts';
import { editList } from './editList.ts';
import { applyTextEdits, lineEnd, lineStart, type TextEdit } from './textEdit.ts';
import { Uneditable } from './uneditable.ts';
import { blockLines, flowText, type NewValue, yamlText } from './yamlText.ts';
import { type YamlEntry, type YamlMapping, type YamlNode, yamlTree } from './yamlTree.ts';

/**
 * Edits a YAML text in place: comments, order, quotes, indentation and line ends of all that is not meant stay byte for
 * byte. The text must be one that `readYaml` takes. What comes out is to be read again and compared with `editValue`:
 * where a text is written so strangely that an edit means something else (or throws), it is not to be used.
 */
export function editYaml(original: string, { lists, keys }: DocumentEdit): string {
  const eol = /\r?\n/.exec(original)?.[0] ?? '\n';
  // So that every line has an end; it is taken off again.
  const isOpen = !original.endsWith('\n');
  const text = isOpen ? original + eol : original;
  const root = yamlTree(text);
  const edits: { readonly within: YamlNode; readonly edits: readonly TextEdit[] }[] = [];
  const additions = new Map<YamlMapping, [string, NewValue][]>();
  const add = (mapping: YamlMapping, key: string, value: NewValue) => {
    additions.set(mapping, [...(additions.get(mapping) ?? []), [key, value]]);
  };
  for (const list of lists) {
    const entry = entryAt(root, list.path);
    if (entry?.value.kind !== 'sequence') continue;
    edits.push({ within: entry.value, edits: editList(text, entry.keyEnd, entry.value, list, eol) });
  }
  for (const [mapping, key, value] of missingLists(root, lists)) add(mapping, key, value);
  for (const edit of keys) {
    const mapping = mappingAt(root, edit.path);
    const entry = mapping.entries.get(edit.key);
    if (entry === undefined) add(mapping, edit.key, { kind: 'value', value: edit.value });
    else edits.push({ within: entry.value, edits: [replaceValue(text, entry, edit)] });
  }
  for (const [mapping, members] of additions) {
    edits.push({ within: mapping, edits: [addEntries(text, mapping, members, eol)] });
  }
  // Where an inner value and an outer one end on the same line, what is added to the inner one comes first.
  edits.sort((a, b) => b.within.start - a.within.start);
  const edited = applyTextEdits(
    text,
    edits.flatMap((one) => one.edits),
  );
  return isOpen && edited.endsWith(eol) ? edited.slice(0, -eol.length) : edited;
}

function replaceValue(text: string, { keyEnd, value }: YamlEntry, edit: KeyEdit): TextEdit {
  const written = yamlText(edit.value);
  if (value.flow && value.start > keyEnd) return { start: value.start, end: value.end, text: written };
  return { start: text.indexOf(':', keyEnd) + 1, end: value.end, text: ` ${written}` };
}

/** In flow style behind the last member; in block style on lines of their own, indented like the members. */
function addEntries(
  text: string,
  mapping: YamlMapping,
  members: readonly (readonly [string, NewValue])[],
  eol: string,
): TextEdit {
  if (mapping.flow) {
    const written = members.map(([key, value]) => `${key}: ${flowText(value)}`).join(', ');
    const last = [...mapping.entries.values()].at(-1);
    const at = last?.value.end ?? mapping.start + 1;
    return { start: at, end: at, text: last === undefined ? ` ${written} ` : `, ${written}` };
  }
  const indent = ' '.repeat(mapping.start - lineStart(text, mapping.start));
  const lines = members.flatMap(([key, value]) => blockLines(key, value, indent));
  const at = lineEnd(text, mapping.end);
  return { start: at, end: at, text: lines.map((line) => `${line}${eol}`).join('') };
}

/** Lists that are not there, as members of what is; those of one mapping that is not there either together. */
function missingLists(
  root: YamlNode,
  lists: readonly ListEdit[],
): readonly (readonly [YamlMapping, string, NewValue])[] {
  const missing = lists.filter(({ path, inserted }) => inserted.length > 0 && entryAt(root, path) === undefined);
  const keys = [...new Set(missing.map(({ path: [key] }) => key))];
  const listOf = ({ inserted }: ListEdit): NewValue => ({
    kind: 'list',
    items: inserted.map(({ entries }) => entries),
  });
  return keys.flatMap((key): readonly (readonly [YamlMapping, string, NewValue])[] => {
    const below = missing.filter(({ path }) => path[0] === key);
    const members = below.flatMap((list) =>
      list.path[1] === undefined ? [] : [[list.path[1], listOf(list)] as const],
    );
    const [whole] = below.filter(({ path }) => path[1] === undefined);
    if (whole !== undefined) return [[mappingAt(root, []), key, listOf(whole)]];
    if (entryAt(root, [key]) === undefined) return [[mappingAt(root, []), key, { kind: 'mapping', entries: members }]];
    return members.map(([name, value]) => [mappingAt(root, [key]), name, value]);
  });
}

function entryAt(root: YamlNode, path: readonly string[]): YamlEntry | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  return parent?.kind === 'mapping' ? parent.entries.get(path.at(-1) ?? '') : undefined;
}

function mappingAt(root: YamlNode, path: readonly (string | number)[]): YamlMapping {
  const node = nodeAt(root, path);
  if (node?.kind !== 'mapping') throw new Uneditable(`no mapping at ${path.join('/')}`);
  return node;
}

function nodeAt(root: YamlNode, path: readonly (string | number)[]): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'sequence' && typeof step === 'number') node = node.items[step];
    else node = node?.kind === 'mapping' ? node.entries.get(String(step))?.value : undefined;
  }
  return node;
}
