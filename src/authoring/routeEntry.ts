import type { KeyValue } from '../document/documentEdit.ts';
import { type Attribute, anyValue, attributes, type RouteClaim } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';

/** An expected route as an entry of `routes`, in the order of the documentation; what is the default is not written. */
export function routeEntry(
  { type, source, destination }: TableDestination,
  claim: RouteClaim,
  connectionId: string,
): readonly KeyValue[] {
  const written = attributes.filter((attribute) => !isDefault(type, attribute, claim, connectionId));
  const table: readonly KeyValue[] = source === null ? [] : [['source', source]];
  return [['destination', destination], ...table, ...written.map((key): KeyValue => [key, claim[key]])];
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
