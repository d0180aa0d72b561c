import { yamlScalar } from '../document/yamlScalar.ts';
import { type Attribute, anyValue, attributes, type RouteClaim } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';

/** A key of an entry and its value as YAML. */
export type KeyValue = readonly [key: string, value: string];

/** An expected route as an entry of `routes`, in the order of the documentation; what is the default is not written. */
export function routeEntry(
  { type, source, destination }: TableDestination,
  claim: RouteClaim,
  connectionId: string,
): readonly KeyValue[] {
  const written = attributes.filter((attribute) => !isDefault(type, attribute, claim, connectionId));
  const table: readonly KeyValue[] = source === null ? [] : [['source', source]];
  return [['destination', destination], ...table, ...written.map((key): KeyValue => [key, attributeValue(claim, key)])];
}

/** As the value of that key. */
export function attributeValue(claim: RouteClaim, attribute: Attribute): string {
  const value = claim[attribute];
  if (typeof value === 'object') return `[${value.join(', ')}]`;
  if (attribute === 'community' && value !== anyValue) return JSON.stringify(value);
  return typeof value === 'number' ? String(value) : yamlScalar(value);
}

/** What the format takes an entry without this key to say. */
function isDefault(
  type: TableDestination['type'],
  attribute: Attribute,
  claim: RouteClaim,
  connectionId: string,
): boolean {
  switch (attribute) {
    case 'nextHop':
      return claim.nextHop === (type === 'custom' ? connectionId : anyValue);
    case 'weight':
      return type === 'bgp';
    case 'state':
      return claim.state === (type === 'custom' ? 'published' : 'Active');
    case 'asPath':
    case 'community':
      return claim[attribute] === anyValue;
  }
}

export function flowMapping(entries: readonly KeyValue[]): string {
  return `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}
