import { escapeInvisible } from './quote.ts';

/** The keys and indexes of an RFC 6901 JSON pointer, from the outside in; none for the whole document. */
export function splitPointer(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer of a member of what `pointer` points to. */
export function memberPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A pointer as it may stand in a message. */
export function pointerText(pointer: string): string {
  if (pointer === '') return 'the top';
  return escapeInvisible(pointer.length > 200 ? `${pointer.slice(0, 200)}…` : pointer);
}
