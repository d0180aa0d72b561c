import type { ActualRoute, Change, RouteFinding } from '../audit/finding.ts';
import type { TableDestination } from '../audit/result.ts';
import { type Attribute, anyValue, attributes, type RouteClaim } from '../routing/route.ts';
import { field } from './neutralise.ts';

/** The phrases for a route, as the baseline wants it and as the cloud has it, of which words.ts makes sentences. */

/** The judged unit: `custom route 10.0.0.0/8`, `bgp route 10.0.0.0/8 from VPN_BGP`. */
export function routeName({ type, source, destination }: TableDestination): string {
  const from = type === 'custom' ? '' : source === null ? ', source not stated' : ` from ${field(source)}`;
  return `${type} route ${field(destination)}${from}`;
}

/** Which of a connection's tables: `custom`, `bgp CLOUD`, `bgp VPN_BGP`. */
export function tableName({ type, source }: Pick<TableDestination, 'type' | 'source'>): string {
  if (type === 'custom') return type;
  return source === null ? 'bgp, no source' : `bgp ${field(source)}`;
}

export function describeExpected(claims: readonly RouteClaim[] | null): string {
  return claims === null || claims.length === 0 ? 'none' : listed(claims.map(describeClaim), ' and ');
}

export function describeActual(routes: readonly ActualRoute[] | null, table: Pick<TableDestination, 'type'>): string {
  if (routes === null || routes.length === 0) return 'none';
  return listed(
    routes.map((route) => describeRoute(route, table)),
    ' and ',
  );
}

/** Only what the baseline says; `any` where it says nothing. */
export function describeClaim(claim: RouteClaim): string {
  const parts = [
    claim.nextHop === anyValue ? '' : `next hop ${field(claim.nextHop)}`,
    claim.weight === anyValue ? '' : `weight ${claim.weight}`,
    claim.state === anyValue ? '' : `state ${field(claim.state)}`,
    claim.asPath === anyValue ? '' : `AS path ${describeAsPath(claim.asPath)}`,
    claim.community === anyValue ? '' : `community ${field(claim.community)}`,
  ];
  return parts.filter((part) => part !== '').join(', ') || 'any route';
}

/** What the cloud states, of all attributes or `only` of some. A BGP route has no weight, so none is missed there. */
export function describeRoute(
  route: ActualRoute,
  { type }: Pick<TableDestination, 'type'>,
  only: readonly Attribute[] = attributes,
): string {
  const phrases: Readonly<Record<Attribute, string>> = {
    nextHop: route.nextHop === null ? 'next hop not stated' : `next hop ${field(route.nextHop)}`,
    weight: route.weight === null ? (type === 'bgp' ? '' : 'weight not stated') : `weight ${route.weight}`,
    state: route.state === null ? 'state not stated' : `state ${field(route.state)}`,
    asPath: route.asPath === null ? '' : `AS path ${describeAsPath(route.asPath)}`,
    community: route.community === null ? '' : `community ${field(route.community)}`,
  };
  return only
    .map((attribute) => phrases[attribute])
    .filter((phrase) => phrase !== '')
    .join(', ');
}

export const attributeNames = {
  nextHop: 'next hop',
  weight: 'weight',
  state: 'state',
  asPath: 'AS path',
  community: 'community',
} as const satisfies Record<Attribute, string>;

/** `weight 100 → 0`, `next hop a → b`, `state published → not stated`. */
export function describeChange(change: Change): string {
  return `${attributeNames[change.attribute]} ${describeValues(change.expected)} → ${describeValues(change.actual)}`;
}

/** A bare list of weights would not say which next hop each belongs to. */
export function hasSeveralPaths({ expected, actual }: Pick<RouteFinding, 'expected' | 'actual'>): boolean {
  return (expected?.length ?? 0) > 1 || (actual?.length ?? 0) > 1;
}

/** One side of the changes of a route: `weight 100, state published`. */
export function describeSide(changes: readonly Change[], side: 'expected' | 'actual'): string {
  return changes.map((change) => `${attributeNames[change.attribute]} ${describeValues(change[side])}`).join(', ');
}

function describeValues(values: Change['expected']): string {
  if (values.length === 0) return 'none';
  return listed(
    values.map((value) => {
      if (value === null) return 'not stated';
      return typeof value === 'object' ? describeAsPath(value) : field(String(value));
    }),
    ', ',
  );
}

function describeAsPath(asPath: readonly number[] | string): string {
  if (typeof asPath === 'string') return field(asPath);
  return asPath.length === 0 ? 'empty' : field(asPath.join(' '));
}

/** A route may have any number of next hops; a person reads a few. */
function listed(parts: readonly string[], separator: string): string {
  const most = 6;
  if (parts.length <= most) return parts.join(separator);
  return `${parts.slice(0, most).join(separator)}${separator}${parts.length - most} more`;
}
