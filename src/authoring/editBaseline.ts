import type { Baseline } from '../baseline/baseline.ts';
import { parseBaseline } from '../baseline/parseBaseline.ts';
import type { DocumentEdit } from '../document/documentEdit.ts';
import { editValue, isSameValue } from '../document/editValue.ts';
import { editYaml } from '../document/editYaml.ts';
import { formatProblem } from '../document/place.ts';
import { Uneditable } from '../document/uneditable.ts';
import { readYaml } from '../document/yaml.ts';

export type EditedBaseline =
  | { readonly state: 'edited'; readonly text: string; readonly baseline: Baseline }
  | { readonly state: 'impossible'; readonly reasons: readonly string[] };

/**
 * The file with the edit made in place. It is read again, and must be a sound baseline that says what the old one said
 * plus the edit, value for value; else there is no text.
 */
export function editBaseline(file: string, bytes: Uint8Array, edit: DocumentEdit): EditedBaseline {
  const impossible = (reasons: readonly string[]) => ({ state: 'impossible', reasons }) as const;
  const uneditable = impossible([`${file}: it is written in a way that can't be edited in place`]);
  const before = readYaml(file, bytes);
  if (before.state === 'refused') return impossible(before.problems.map(formatProblem));
  const text = editText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), edit);
  if (text === null) return uneditable;
  const edited = new TextEncoder().encode(text);
  const [parsed, after] = [parseBaseline(file, edited), readYaml(file, edited)];
  if (after.state === 'refused' || !isSameValue(after.value, editValue(before.value, edit))) return uneditable;
  if (parsed.state === 'refused') return impossible(parsed.problems.map(formatProblem));
  return { state: 'edited', text, baseline: parsed.baseline };
}

/** A byte order mark is no part of the document, and stays in the file. */
function editText(text: string, edit: DocumentEdit): string | null {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  try {
    return mark + editYaml(text.slice(mark.length), edit);
  } catch (error) {
    if (error instanceof Uneditable) return null;
    throw error;
  }
}
