import type { FleetConnection } from './result.ts';

/**
 * The shard, from 1 to `of`, that a connection falls into: by a hash of its id, so that a new baseline moves no other.
 * Connections of one transit router form one forwarding domain, which can only be judged as a whole, so they stay
 * together: theirs is the hash of the transit router's id.
 */
export function shardNumberOf(
  { connectionId, transitRouter }: Pick<FleetConnection, 'connectionId' | 'transitRouter'>,
  of: number,
): number {
  return 1 + (mixed(fnv1a(transitRouter ?? connectionId)) % of);
}

/** FNV-1a, 32 bits, of UTF-16 code units; http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The low bits of FNV-1a follow those of the text; this is how MurmurHash3 ends, after which all bits depend on all. */
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}
