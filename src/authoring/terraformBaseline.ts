import type { KeyValue } from '../document/documentEdit.ts';
import { safeLine } from '../document/quote.ts';
import { yamlScalar } from '../document/yamlScalar.ts';
import { flowMapping } from '../document/yamlText.ts';
import { parsePrefix } from '../routing/prefix.ts';
import { compareRanks, rankOf } from '../routing/prefixRank.ts';
import { anyValue } from '../routing/route.ts';
import type { TerraformRoute } from './terraformRoutes.ts';

/** A route whose connection and destination are known. */
export interface PlacedRoute extends TerraformRoute {
  readonly connectionId: string;
  readonly destination: string;
}

export function isPlaced(route: TerraformRoute): route is PlacedRoute {
  return route.connectionId !== null && route.destination !== null;
}

/**
 * The baseline of one connection as Terraform has it. What is known only after apply is left open and named. BGP routes
 * are no matter of Terraform's, so all are allowed. Whether it is a sound baseline is for `parseBaseline` to say.
 */
export function terraformBaseline(
  connectionId: string,
  region: string,
  routes: readonly PlacedRoute[],
  schema: string,
): string {
  return [
    `# yaml-language-server: $schema=${schema}`,
    'version: 1',
    `connection: ${yamlScalar(connectionId)}`,
    `region: ${yamlScalar(region)}`,
    'custom:',
    '  routes:',
    ...inOrder(routes).map((route) => `    - ${flowMapping(entryOf(route))}${unknownOf(route)}`),
    'bgp: { unexpected: allow } # Terraform manages no BGP routes',
    '',
  ].join('\n');
}

/** By prefix; a destination that is none comes last, for `parseBaseline` to refuse. */
function inOrder(routes: readonly PlacedRoute[]): readonly PlacedRoute[] {
  const ranked = routes.map((route) => {
    const parsed = parsePrefix(route.destination);
    return { route, rank: parsed.state === 'malformed' ? Number.MAX_VALUE : rankOf(parsed.prefix) };
  });
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ route }) => route);
}

function entryOf({ connectionId, destination, nextHop, weight }: PlacedRoute): readonly KeyValue[] {
  const hop: readonly KeyValue[] = nextHop === connectionId ? [] : [['nextHop', nextHop ?? anyValue]];
  return [['destination', destination], ...hop, ['weight', weight ?? anyValue]];
}

/** The address comes from outside: nothing in it ends the comment. */
function unknownOf({ address, nextHop, weight }: PlacedRoute): string {
  const unknown = Object.entries({ 'next hop': nextHop, weight }).filter(([, value]) => value === null);
  if (unknown.length === 0) return '';
  return ` # ${unknown.map(([name]) => name).join(' and ')} known after apply (${safeLine(address)})`;
}
