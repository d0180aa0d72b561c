import { isDeepStrictEqual } from 'node:util';
import type { DocumentEdit, KeyEdit, KeyValue, ListEdit } from './documentEdit.ts';

/** What the edited text must say: the obvious way beside `editYaml`, on data of which nothing is changed. */
export function editValue(value: unknown, { lists, keys }: DocumentEdit): unknown {
  const copy = copyOf(value);
  for (const edit of keys) setKey(copy, edit);
  for (const edit of lists) changeList(copy, edit.path, edit);
  return copy;
}

/** Whether two documents say the same, in whatever order their keys come. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isTree(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)]))
    : value;
}

function setKey(root: unknown, { path, key, value }: KeyEdit): void {
  const mapping = path.reduce<unknown>((node, step) => {
    if (Array.isArray(node)) return typeof step === 'number' ? node[step] : undefined;
    return isTree(node) ? node[step] : undefined;
  }, root);
  if (isTree(mapping)) mapping[key] = value;
}

function changeList(tree: unknown, [key, next]: ListEdit['path'], edit: ListEdit): void {
  if (!isTree(tree)) return;
  if (next !== undefined) {
    if (edit.inserted.length > 0) tree[key] ??= {};
    changeList(tree[key], [next], edit);
    return;
  }
  const items: unknown = tree[key] ?? [];
  if (!Array.isArray(items) || (tree[key] === undefined && edit.inserted.length === 0)) return;
  const insertedAfter = new Map<number, unknown[]>();
  for (const { after, entries } of edit.inserted) {
    const group = insertedAfter.get(after);
    if (group === undefined) insertedAfter.set(after, [objectOf(entries)]);
    else group.push(objectOf(entries));
  }
  const changed = items.flatMap((item, i) => [...(edit.removed.has(i) ? [] : [item]), ...(insertedAfter.get(i) ?? [])]);
  tree[key] = [...(insertedAfter.get(-1) ?? []), ...changed];
}

function objectOf(entries: readonly KeyValue[]): unknown {
  return Object.fromEntries(entries);
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
