import type { AuditResult, Direction, FindingReference, ForwardingChange } from '../audit/result.ts';
import type { Prefix } from '../routing/prefix.ts';
import { field } from './neutralise.ts';
import { outcomeWords } from './words.ts';

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
export function groupChanges(changes: readonly ForwardingChange[]): readonly ForwardingGroup[] {
  const groups = new Map<string, ForwardingGroup & { readonly prefixes: Prefix[] }>();
  for (const change of changes) {
    const { domain, direction, from, to, prefix } = change;
    const cause = describeCause(change);
    const key = JSON.stringify([domain, direction, from, to, cause]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { domain, direction, from, to, cause, prefixes: [prefix] });
    else group.prefixes.push(prefix);
  }
  return [...groups.values()];
}

/** Domains of which only a part could be read; of those that nobody could read, their connections tell. */
export function partlyRead({ connections, domainsNotEvaluated }: AuditResult): readonly string[] {
  const read = new Set(connections.flatMap(({ state, transitRouter }) => (state === 'audited' ? [transitRouter] : [])));
  return domainsNotEvaluated.filter((domain) => read.has(domain));
}

/** Why it does so: what takes traffic from what, or what it falls back to, or just what differs. */
export function describeCause(change: ForwardingChange): string {
  const { fromBy, toBy, because } = change;
  const [was, is] = [fromBy[0], toBy[0]];
  const known = was !== undefined && is !== undefined && fromBy.length + toBy.length === 2 && was !== is;
  if (!known) return differences(because);
  const isTaken = lengthOf(is) > lengthOf(was);
  const decisive = because.filter(({ destination }) => destination === (isTaken ? is : was));
  const cause = differences(decisive.length === 0 ? because : decisive);
  return isTaken ? `${cause} takes traffic from ${field(was)}` : `${cause}; falls back to ${field(is)}`;
}

/** `an unexpected 10.0.1.0/24`, `a changed 10.0.0.0/16 and a missing 10.1.0.0/16`; a few, and how many more. */
function differences(because: readonly FindingReference[]): string {
  const phrases = [
    ...new Set(because.map(({ kind, destination }) => `${articled(outcomeWords[kind])} ${field(destination)}`)),
  ];
  const most = 3;
  const more = phrases.length > most ? [`${phrases.length - most} more`] : [];
  return [...phrases.slice(0, most), ...more].join(' and ');
}

function articled(outcome: string): string {
  return `${/^[aeiou]/.test(outcome) ? 'an' : 'a'} ${outcome}`;
}

function lengthOf(prefix: Prefix): number {
  return Number(prefix.split('/')[1]);
}
