import type { Baseline, Waiver } from '../baseline/baseline.ts';
import { type LintCode, lintNames } from '../baseline/lintNames.ts';
import { formatPlace, type Place } from '../document/place.ts';
import type { Prefix } from '../routing/prefix.ts';
import type { DeclaredRoute } from './declaredRoute.ts';

/** Something in a baseline that is allowed and probably not meant: a warning, never drift. */
export interface LintFinding<Code extends LintCode = LintCode> {
  readonly code: Code;
  readonly connectionId: string;
  /** By which a baseline turns it off; null = of the whole file. */
  readonly destination: Prefix | null;
  /** What in the file it is about, in words that stay when lines are added above: a route, a waiver, an entry. */
  readonly subject: string;
  readonly at: Place;
  readonly message: string;
}

/** The same before and after a change that does not concern the finding: no line, no file name, no message. */
export function lintKey({ code, connectionId, subject }: LintFinding): string {
  return `${code} ${connectionId} ${subject}`;
}

/** `file:line:column: RD101 shared-address-space: message`. */
export function formatLint({ at, code, message }: LintFinding): string {
  return `${formatPlace(at)}: ${code} ${lintNames[code]}: ${message}`;
}

export function aboutRoute<Code extends LintCode>(
  code: Code,
  { baseline, type, route }: DeclaredRoute,
  message: string,
): LintFinding<Code> {
  const { destination, source, nextHop, weight, at } = route;
  const tableName = source === null ? type : `${type} ${source}`;
  const subject = `${tableName} ${destination} ${nextHop} ${weight}`;
  return { code, connectionId: baseline.connectionId, destination, subject, at, message };
}

export function aboutWaiver<Code extends LintCode>(
  code: Code,
  { connectionId }: Baseline,
  { id, range, at }: Waiver,
  message: string,
): LintFinding<Code> {
  return { code, connectionId, destination: range.destination, subject: `waiver ${id}`, at, message };
}
