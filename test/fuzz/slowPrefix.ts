import { isIPv4, isIPv6 } from 'node:net';

/** A CIDR block read the slow, obvious way: by Node's own parsers, with whole numbers. */
export interface Block {
  readonly bits: 32 | 128;
  readonly length: number;
  /** The address, with the host bits away. */
  readonly first: bigint;
}

/** null where it is none. */
export function blockOf(text: string): Block | null {
  const [address = '', length = '', ...more] = text.split('/');
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : null;
  if (bits === null || more.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > bits) return null;
  const number = bits === 32 ? wholeNumber(address.split('.').map(Number), 8n) : wholeNumber(groupsOf(address), 16n);
  const host = BigInt(bits - Number(length));
  return { bits, length: Number(length), first: (number >> host) << host };
}

/** The one way in which RFC 4632 and RFC 5952 write it. */
export function canonicalText({ bits, length, first }: Block): string {
  if (bits === 32) return `${partsOf(first, 4, 8n).join('.')}/${length}`;
  if (first >> 32n === 0xffffn) return `::ffff:${partsOf(first & 0xffffffffn, 4, 8n).join('.')}/${length}`;
  const groups = partsOf(first, 8, 16n).map((group) => group.toString(16));
  return `${new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)}/${length}`;
}

export function contains(outer: Block, inner: Block): boolean {
  if (outer.bits !== inner.bits || outer.length > inner.length) return false;
  const host = BigInt(outer.bits - outer.length);
  return outer.first >> host === inner.first >> host;
}

/** The eight groups, from the form that URLs have, in which no dotted tail is left. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (half: string) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16)));
  const last = groups(tail ?? '');
  return [...groups(head), ...new Array<number>(8 - groups(head).length - last.length).fill(0), ...last];
}

function wholeNumber(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n);
}

function partsOf(number: bigint, count: number, width: bigint): bigint[] {
  const mask = (1n << width) - 1n;
  return Array.from({ length: count }, (_, i) => (number >> (width * BigInt(count - 1 - i))) & mask);
}
