import { type Prefix, parsePrefix } from '../../src/routing/prefix.ts';

/** The prefix that a test writes; a test that writes it in another way than the canonical one is wrong. */
export function canonical(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed.state !== 'canonical') throw new Error(`not canonical: ${text}`);
  return parsed.prefix;
}
