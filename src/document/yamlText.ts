import type { KeyValue, YamlValue } from './documentEdit.ts';
import { yamlScalar } from './yamlScalar.ts';

/** On one line, in flow style too. */
export function yamlText(value: YamlValue): string {
  if (typeof value === 'string') return yamlScalar(value);
  return typeof value === 'number' ? String(value) : `[${value.map(yamlText).join(', ')}]`;
}

/** `{ a: 1, b: 2 }` */
export function flowMapping(entries: readonly KeyValue[]): string {
  return `{ ${entries.map(([key, value]) => `${key}: ${yamlText(value)}`).join(', ')} }`;
}

/** What a new key is to hold. */
export type NewValue =
  | { readonly kind: 'value'; readonly value: YamlValue }
  | { readonly kind: 'list'; readonly items: readonly (readonly KeyValue[])[] }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [string, NewValue])[] };

export function flowText(value: NewValue): string {
  switch (value.kind) {
    case 'value':
      return yamlText(value.value);
    case 'list':
      return `[${value.items.map(flowMapping).join(', ')}]`;
    case 'mapping':
      return `{ ${value.entries.map(([key, member]) => `${key}: ${flowText(member)}`).join(', ')} }`;
  }
}

/** The lines of a key and its value in block style, each with its indent. */
export function blockLines(key: string, value: NewValue, indent: string): readonly string[] {
  switch (value.kind) {
    case 'value':
      return [`${indent}${key}: ${yamlText(value.value)}`];
    case 'list':
      return [`${indent}${key}:`, ...value.items.flatMap((item) => blockItem(item, `${indent}  `))];
    case 'mapping':
      return [
        `${indent}${key}:`,
        ...value.entries.flatMap(([name, member]) => blockLines(name, member, `${indent}  `)),
      ];
  }
}

/** A list item of a block list: on one line where it fits, and one key a line where it does not, or `spread` says so. */
export function blockItem(entries: readonly KeyValue[], indent: string, spread = false): readonly string[] {
  const line = `${indent}- ${flowMapping(entries)}`;
  if (!spread && line.length <= longestLine) return [line];
  return entries.map(([key, value], i) => `${indent}${i === 0 ? '-' : ' '} ${key}: ${yamlText(value)}`);
}

const longestLine = 100;
