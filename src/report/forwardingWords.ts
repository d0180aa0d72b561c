import type { Finding } from '../audit/finding.ts';
import type { AuditResult, Direction, FindingReference, ForwardingChange } from '../audit/result.ts';
import { isRouteFinding } from '../audit/standing.ts';
import { findingsIn } from '../audit/verdict.ts';
import type { Prefix } from '../routing/prefix.ts';
import { keyOf, type TableDestination } from '../routing/table.ts';
import { outcomeWords } from './findingWords.ts';
import { field } from './neutralise.ts';

/** The phrases for what drift does to traffic. */

export const directionWords = {
  'to-data-centre': 'to the data centre',
  'to-cloud': 'to the cloud',
} as const satisfies Record<Direction, string>;

/** What a next hop is called: by the name of the connection that it is, where the result has one. */
export type NameOf = (nextHop: string) => string;

export function namesIn({ connections }: AuditResult): NameOf {
  const names = new Map(connections.map(({ connectionId, name }) => [connectionId, name]));
  return (nextHop) => field(names.get(nextHop) ?? nextHop);
}

/** `hq-hangzhou → dr-shanghai`, `hq-hangzhou → now unrouted`, `newly routed via dr-shanghai`. */
export function describeWay({ from, to }: Pick<ForwardingChange, 'from' | 'to'>, nameOf: NameOf): string {
  if (from.length === 0) return `newly routed via ${describeHops(to, nameOf)}`;
  return `${describeHops(from, nameOf)} → ${to.length === 0 ? 'now unrouted' : describeHops(to, nameOf)}`;
}

export function describeHops(nextHops: readonly string[], nameOf: NameOf): string {
  if (nextHops.length === 0) return 'unrouted';
  const list = nextHops.map(nameOf).join(', ');
  return nextHops.length === 1 ? list : `several next hops (${list})`;
}

/** Prefixes whose traffic goes the same ways for the same cause; in the result's order. */
export interface ForwardingGroup extends Pick<ForwardingChange, 'domain' | 'direction' | 'from' | 'to'> {
  readonly cause: string;
  readonly prefixes: readonly Prefix[];
}

/** A default route alone makes dozens of prefixes: one sentence does for all of them. */
export function groupChanges(result: AuditResult): readonly ForwardingGroup[] {
  const causeOf = causesIn(result);
  const groups = new Map<string, ForwardingGroup & { readonly prefixes: Prefix[] }>();
  for (const change of result.forwarding) {
    const { domain, direction, from, to, prefix } = change;
    const cause = causeOf(change);
    const key = JSON.stringify([domain, direction, from, to, cause]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { domain, direction, from, to, cause, prefixes: [prefix] });
    else group.prefixes.push(prefix);
  }
  return [...groups.values()];
}

/** Of a result with differences whose forwarding was looked at, and none of which moves anything; else nothing. */
export function stillWords({ connections, forwarding }: AuditResult): readonly string[] {
  const isStill = (finding: Finding) => 'impact' in finding && finding.impact === 'no-forwarding-change';
  const still = connections.some((connection) => findingsIn(connection).some(isStill));
  return still && forwarding.length === 0 ? ['no traffic goes elsewhere'] : [];
}

/** Domains of which only a part could be read; of those that nobody could read, their connections tell. */
export function partlyRead({ connections, domainsNotEvaluated }: AuditResult): readonly string[] {
  const read = new Set(connections.flatMap(({ state, transitRouter }) => (state === 'audited' ? [transitRouter] : [])));
  return domainsNotEvaluated.filter((domain) => read.has(domain));
}

/** Why traffic goes elsewhere: what takes it from what, or what it falls back to, or just what differs. */
export function causesIn(result: AuditResult): (change: ForwardingChange) => string {
  const nameOf = namesIn(result);
  const findings = new Map(
    result.connections.flatMap((connection) =>
      findingsIn(connection)
        .filter(isRouteFinding)
        .map((finding) => [referenceName({ ...finding, connectionId: connection.connectionId }), finding]),
    ),
  );

  /** `an unexpected 10.0.1.0/24`, `a missing 10.1.0.0/16 at dr-shanghai`, `failover flipped for 10.0.0.0/16`. */
  const phraseOf = (reference: FindingReference, isOfSeveral: boolean, isSaid: boolean): string => {
    const { connectionId, kind, destination } = reference;
    const { partOf = null, waiver = null } = findings.get(referenceName(reference)) ?? {};
    if (partOf !== null) return `${outcomeWords[partOf.kind]}${isSaid ? '' : ` for ${field(destination)}`}`;
    const outcome = `${waiver === null ? '' : 'waived '}${outcomeWords[kind]}`;
    const what = isSaid ? outcome : `${articled(outcome)} ${field(destination)}`;
    return isOfSeveral ? `${what} at ${nameOf(connectionId)}` : what;
  };

  /** Those of the very prefix that the sentence is about need no destination. */
  const phrasesOf = (because: readonly FindingReference[], prefix: Prefix | null): readonly string[] => {
    const isOfSeveral = new Set(because.map(({ connectionId }) => connectionId)).size > 1;
    const isSaid = because.every(({ destination }) => destination === prefix);
    return [...new Set(because.map((reference) => phraseOf(reference, isOfSeveral, isSaid)))];
  };

  return ({ prefix, fromBy, toBy, because }) => {
    const [was, is] = [fromBy[0], toBy[0]];
    const phrasesAt = (prefixes: readonly Prefix[]) => {
      const deciding = new Set(prefixes);
      return phrasesOf(
        because.filter(({ destination }) => deciding.has(destination)),
        null,
      );
    };
    if (was === undefined || is === undefined) return listed(phrasesOf(because, prefix));
    if (fromBy.length === 1 && areWithin(toBy, was)) {
      const phrases = phrasesAt(toBy);
      return `${listed(phrases)} ${phrases.length === 1 ? 'takes' : 'take'} traffic from ${field(was)}`;
    }
    if (toBy.length === 1 && areWithin(fromBy, is)) {
      return `${listed(phrasesAt(fromBy))}; falls back to ${field(is)}`;
    }
    return listed(phrasesOf(because, prefix));
  };
}

/** True where each is more specific than the one that covers them. */
function areWithin(prefixes: readonly Prefix[], covering: Prefix): boolean {
  return prefixes.every((prefix) => lengthOf(prefix) > lengthOf(covering));
}

/** A few, and how many more. */
function listed(phrases: readonly string[]): string {
  const most = 3;
  const more = phrases.length > most ? [`${phrases.length - most} more`] : [];
  return [...phrases.slice(0, most), ...more].join(' and ');
}

function referenceName(reference: TableDestination & { readonly connectionId: string }): string {
  return `${reference.connectionId} ${keyOf(reference)}`;
}

function articled(outcome: string): string {
  return `${/^[aeiou]/.test(outcome) ? 'an' : 'a'} ${outcome}`;
}

function lengthOf(prefix: Prefix): number {
  return Number(prefix.split('/')[1]);
}
