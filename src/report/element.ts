import { xml } from './neutralise.ts';

/** An XML element. Names are ours; attribute values and text may hold anything. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly content: string | readonly Element[];
}

export function element(name: string, attributes: Element['attributes'], content: Element['content'] = []): Element {
  return { name, attributes, content };
}

/** A whole XML document, indented, with a line feed at the end; in pieces, one for each child of the root. */
export function* xmlPieces(
  name: string,
  attributes: Element['attributes'],
  children: Iterable<Element>,
): Iterable<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attributeText(attributes)}>\n`;
  for (const child of children) yield render(child, '  ');
  yield `</${name}>\n`;
}

function render({ name, attributes, content }: Element, indent: string): string {
  const start = `${indent}<${name}${attributeText(attributes)}`;
  if (content.length === 0) return `${start}/>\n`;
  if (typeof content === 'string') return `${start}>${xml(content)}</${name}>\n`;
  return `${start}>\n${content.map((child) => render(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

function attributeText(attributes: Element['attributes']): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(String(value))}"`);
  return written.join('');
}
