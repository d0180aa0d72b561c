import { SaxesParser } from 'saxes';

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly depth: number;
}

/** The elements in document order. Throws where the text is not well-formed XML. */
export function tagsOf(text: string): Tag[] {
  const tags: Tag[] = [];
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    tags.push({ name, attributes, depth });
    depth += 1;
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  parser.write(text).close();
  return tags;
}

/** Element and attribute names, without a single value. */
export function shapeOf(text: string): string[] {
  return tagsOf(text).map(({ name, attributes, depth }) => `${depth} ${name} ${Object.keys(attributes).join(' ')}`);
}
