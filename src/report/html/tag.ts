import { printable, xml } from '../neutralise.ts';

/** A part of a page. Only `tag` makes one, and it escapes all text, so that nobody's words become markup. */
export interface Markup {
  readonly html: string;
}

/** Text is a string; what is a string is text. */
export type Content = string | Markup;

export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...contents: readonly Content[]
): Markup {
  const start = openingTag(name, attributes);
  if (isVoid(name)) return { html: `${start.slice(0, -1)}/>` };
  return { html: `${start}${contents.map(htmlOf).join('')}</${name}>` };
}

/** For an element that is longer than a piece of the page; whoever opens it closes it. */
export function openingTag(name: string, attributes: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join('')}>`;
}

function htmlOf(content: Content): string {
  return typeof content === 'string' ? escaped(content) : content.html;
}

function escaped(text: string): string {
  return harmless.test(text) ? text : xml(printable(text));
}

/** Most text by far; to see so is quicker than to escape nothing. */
const harmless = /^[ !$%'-;=?-~]*$/;

function isVoid(name: string): boolean {
  return name === 'input' || name === 'meta';
}
