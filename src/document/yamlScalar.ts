import { forbiddenCharacters } from './decode.ts';
import { resolvePlain } from './plainScalar.ts';

/** The text as a YAML scalar that is read back as it is: plain where that is safe in flow style too, else in quotes. */
export function yamlScalar(text: string): string {
  const isWord = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._@/+-]*[\p{L}\p{N}.])?$/u.test(text) && resolvePlain(text) === text;
  // Other readers take some texts of digits for numbers, such as 65535:65510.
  const isNumberElsewhere = /^[\d.:_-]+$/.test(text) && !/^\d{4}-\d\d-\d\d$/.test(text);
  const isPrefix = /^[\da-f][\da-f.:]*\/\d{1,3}$/.test(text);
  return isPrefix || (isWord && !isNumberElsewhere) ? text : JSON.stringify(text);
}

/** Text from outside as a document may hold it, on one line: what `decode` refuses is left out; null: nothing is left. */
export function yamlSafe(text: string, mostCharacters: number): string | null {
  const safe = text.replaceAll(/[\t\r\n\u2028\u2029]+/g, ' ').replaceAll(forbiddenCharacters, '');
  const kept = Array.from(safe.replaceAll(/[\ufeff\ufffe\uffff]/g, '').trim());
  // By characters, so that no pair of surrogates is cut; the schema counts them so too.
  return kept.length === 0 ? null : kept.slice(0, mostCharacters).join('').trim();
}
