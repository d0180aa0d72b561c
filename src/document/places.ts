import type { Lines } from './lines.ts';
import type { Place } from './place.ts';
import { splitPointer } from './pointer.ts';

/** Where the values of a document stand. Pointers are those of RFC 6901. */
export interface Places {
  /** The value at the pointer, or the nearest enclosing one. */
  at(pointer: string): Place;
  /** Its key in the mapping, or the item in the list; the value itself at the root. */
  keyAt(pointer: string): Place;
  /** Set where every place is the file's start, so that a message must say the pointer. */
  readonly unplaced?: true;
}

/** A value in the text, by offsets. */
export interface PlacedNode {
  readonly start: number;
  /** Of its key in the mapping; the same as `start` elsewhere. */
  readonly keyStart: number;
  /** By key, or by index in a list; null in a scalar. A Map, so that no key is special. */
  readonly children: Map<string, PlacedNode> | null;
}

/** Places are worked out when they are asked for: a file without problems asks for few. */
export function placesOf(root: PlacedNode, lines: Lines): Places {
  return {
    at: (pointer) => lines.placeOf(nearest(root, pointer).start),
    keyAt: (pointer) => lines.placeOf(nearest(root, pointer).keyStart),
  };
}

/** For texts of machines, where no person looks for a line. */
export function startOf(file: string): Places {
  const place = { file, line: 1, column: 1 };
  return { at: () => place, keyAt: () => place, unplaced: true };
}

function nearest(root: PlacedNode, pointer: string): PlacedNode {
  let node = root;
  for (const segment of splitPointer(pointer)) {
    const child = node.children?.get(segment);
    if (child === undefined) break;
    node = child;
  }
  return node;
}
