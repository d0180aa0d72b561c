import { bitsOf, parsePrefix } from '../routing/prefix.ts';
import type { EmulatorRoute, GeneratedRoutes } from './emulatorState.ts';

export type GenerationRefused = { readonly state: 'refused'; readonly reason: string };
export type Generation = { readonly state: 'generated'; readonly routes: readonly EmulatorRoute[] } | GenerationRefused;

/** The largest table a person means; a typing error should not fill the memory. */
const most = 100_000;

export function generateRoutes({ count, from, ...fields }: GeneratedRoutes): Generation {
  const parsed = parsePrefix(from);
  if (parsed.state !== 'canonical') return refused(`"from" is not a canonical prefix: ${parsed.reason}`);
  const { family, words, length } = bitsOf(parsed.prefix);
  if (family !== 4) return refused('"from" is not an IPv4 prefix');
  if (count > most) return refused(`"count" is over ${most}`);
  const first = words[0] ?? 0;
  const step = 2 ** (32 - length);
  if (first + count * step > 2 ** 32)
    return refused(`there are not ${count} prefixes of length ${length} from ${from}`);
  const destinations = Array.from({ length: count }, (_, i) => `${dotted(first + i * step)}/${length}`);
  return { state: 'generated', routes: destinations.map((destination) => ({ ...fields, destination })) };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

function refused(reason: string): GenerationRefused {
  return { state: 'refused', reason };
}
