import type { Places } from '../document/places.ts';
import { splitPointer } from '../document/pointer.ts';

export interface Remainder {
  readonly value: unknown;
  readonly places: Places;
}

/** Stand in for what every file must have, where a file lacks it. */
const placeholders = { version: 1, connection: 'vco-unknown', region: 'xx-unknown' };

/**
 * What is left of a file that the schema refused, without the list items and keys it refused, so that the rest is
 * checked in the same run. Only problems may be taken from it, never a Baseline. Leaving things out makes no new
 * problems: all checks are about values that are there.
 */
export function withoutRefused(value: unknown, places: Places, pointers: readonly string[]): Remainder {
  const dropped = new Map<string, Set<number>>();
  const rest: unknown = structuredClone(value);
  for (const pointer of pointers) {
    const segments = splitPointer(pointer);
    const item = segments.findIndex((segment) => /^[0-9]+$/.test(segment));
    if (item === -1) removeKey(rest, segments);
    else {
      const list = `/${segments.slice(0, item).join('/')}`;
      dropped.set(list, (dropped.get(list) ?? new Set()).add(Number(segments[item])));
    }
  }
  const kept = new Map<string, readonly number[]>();
  for (const [list, indexes] of dropped) kept.set(list, removeItems(rest, splitPointer(list), indexes));
  const filled = isMapping(rest) ? { ...placeholders, ...rest } : rest;
  return { value: filled, places: shiftedPlaces(places, kept) };
}

/** Pointers into the shortened lists → places in the file as it stands. */
function shiftedPlaces(places: Places, kept: ReadonlyMap<string, readonly number[]>): Places {
  const original = (pointer: string): string => {
    const [, list = '', index = '', rest = ''] = /^(.*?)\/([0-9]+)(\/.*)?$/.exec(pointer) ?? [];
    const shifted = kept.get(list)?.[Number(index)];
    return shifted === undefined ? pointer : `${list}/${shifted}${rest}`;
  };
  return { at: (pointer) => places.at(original(pointer)), keyAt: (pointer) => places.keyAt(original(pointer)) };
}

function removeKey(root: unknown, segments: readonly string[]): void {
  const key = segments.at(-1);
  const mapping = valueAt(root, segments.slice(0, -1));
  if (key !== undefined && isMapping(mapping)) delete mapping[key];
}

/** Returns the indexes that stay. */
function removeItems(root: unknown, segments: readonly string[], indexes: ReadonlySet<number>): readonly number[] {
  const list = valueAt(root, segments);
  if (!Array.isArray(list)) return [];
  const stay = list.map((_, i) => i).filter((i) => !indexes.has(i));
  const items: readonly unknown[] = stay.map((i): unknown => list[i]);
  list.splice(0, list.length);
  for (const item of items) list.push(item);
  return stay;
}

function valueAt(root: unknown, segments: readonly string[]): unknown {
  let value = root;
  for (const segment of segments) {
    value = isMapping(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
