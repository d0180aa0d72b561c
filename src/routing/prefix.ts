/**
 * A prefix is its canonical text: `10.0.0.0/8` or, for IPv6, as RFC 5952 writes it. Two prefixes are equal exactly
 * when the strings are, so a Prefix is a Map key, a JSON value and a sort key's source all at once. Only
 * `parsePrefix` makes one; whoever holds a Prefix need not check it again.
 *
 * Own code, because the parsers on npm read `010.0.0.0/8` as octal or accept a prefix length of 99.
 */
declare const brand: unique symbol;
export type Prefix = string & { readonly [brand]: true };

export type ParsedPrefix =
  | { readonly state: 'canonical'; readonly prefix: Prefix }
  /** Means exactly one prefix, but is not written as that prefix is written. */
  | { readonly state: 'denormal'; readonly prefix: Prefix; readonly reason: string }
  /** Means no prefix for sure; `suggestion` is what the writer may have meant, never to be used in its stead. */
  | { readonly state: 'malformed'; readonly reason: string; readonly suggestion: Prefix | null };

/** Address and length as numbers: IPv4 in one 32-bit word, IPv6 in four. For order and containment only. */
export interface PrefixBits {
  readonly family: 4 | 6;
  readonly words: readonly number[];
  readonly length: number;
}

export const addressBits = { 4: 32, 6: 128 } as const;

/** Reads CIDR notation. Never throws; says of every text whether it is a prefix and how it should be written. */
export function parsePrefix(text: string): ParsedPrefix {
  const parts = /^([0-9a-fA-F:.]{2,45})\/([0-9]{1,3})$/.exec(text);
  if (parts?.[1] === undefined || parts[2] === undefined) return malformed(text, missingPart(text));
  const words = parseAddress(parts[1]);
  if (typeof words === 'string') return malformed(text, words);
  const family = words.length === 1 ? 4 : 6;
  const length = Number(parts[2]);
  if (length > addressBits[family]) {
    return malformed(text, `prefix length ${parts[2]} is over ${addressBits[family]}`);
  }
  if (parts[2] !== String(length)) return malformed(text, 'the prefix length has a leading zero');
  const masked = maskWords(words, length);
  const prefix = formatPrefix({ family, words: masked, length });
  // The text that is there, and not a second one, which V8 would keep as the parts that it was put together from.
  if (prefix === text) return { state: 'canonical', prefix: text as Prefix };
  const reason = masked.some((word, i) => word !== words[i]) ? 'host bits are set' : 'not written as RFC 5952 says';
  return { state: 'denormal', prefix, reason };
}

/** The numbers behind a prefix. */
export function bitsOf(prefix: Prefix): PrefixBits {
  const slash = prefix.lastIndexOf('/');
  const words = parseAddress(prefix.slice(0, slash));
  if (typeof words === 'string') throw new Error(`not a canonical prefix: ${prefix}`);
  return { family: words.length === 1 ? 4 : 6, words, length: Number(prefix.slice(slash + 1)) };
}

/** IPv4 before IPv6, then by address, then shorter before longer: a covering prefix stands before what it covers. */
export function comparePrefixBits(a: PrefixBits, b: PrefixBits): number {
  if (a.family !== b.family) return a.family - b.family;
  for (const [i, word] of a.words.entries()) {
    const difference = word - (b.words[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** True where `outer` contains all of `inner`; a prefix covers itself; families never cover each other. */
export function covers(outer: PrefixBits, inner: PrefixBits): boolean {
  if (outer.family !== inner.family || outer.length > inner.length) return false;
  return maskWords(inner.words, outer.length).every((word, i) => word === outer.words[i]);
}

/** The canonical text; no host bits may be set. */
export function formatPrefix(bits: PrefixBits): Prefix {
  return `${formatAddress(bits.words)}/${bits.length}` as Prefix;
}

/** One word for IPv4, four for IPv6, or the reason why it is neither. */
function parseAddress(text: string): readonly number[] | string {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): readonly [number] | string {
  const octets = text.split('.');
  if (octets.length !== 4) return 'an IPv4 address has four octets';
  let word = 0;
  for (const octet of octets) {
    if (!/^[0-9]{1,3}$/.test(octet) || Number(octet) > 255)
      return `${JSON.stringify(octet)} is not an octet (0 to 255)`;
    if (octet.length > 1 && octet.startsWith('0')) return `octet ${octet} has a leading zero, which some read as octal`;
    word = word * 256 + Number(octet);
  }
  return [word];
}

function parseIpv6(text: string): readonly number[] | string {
  const halves = text.split('::');
  if (halves.length > 2) return 'an IPv6 address has "::" once at most';
  const groups: number[][] = [];
  for (const [i, half] of halves.entries()) {
    const parsed = parseGroups(half, i === halves.length - 1);
    if (typeof parsed === 'string') return parsed;
    groups.push(parsed);
  }
  const [head = [], tail] = groups;
  const present = head.length + (tail?.length ?? 0);
  if (tail === undefined ? present !== 8 : present > 7)
    return 'an IPv6 address has eight groups, or fewer with one "::"';
  const all = [...head, ...new Array<number>(8 - present).fill(0), ...(tail ?? [])];
  return [0, 2, 4, 6].map((i) => (all[i] ?? 0) * 0x10000 + (all[i + 1] ?? 0));
}

/** The 16-bit groups of one side of "::"; a dotted IPv4 tail is allowed at the very end (RFC 4291, 2.2). */
function parseGroups(half: string, last: boolean): number[] | string {
  if (half === '') return [];
  const groups: number[] = [];
  const parts = half.split(':');
  for (const [i, part] of parts.entries()) {
    if (last && i === parts.length - 1 && part.includes('.')) {
      const dotted = parseIpv4(part);
      if (typeof dotted === 'string') return dotted;
      groups.push(Math.floor(dotted[0] / 0x10000), dotted[0] % 0x10000);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return `${JSON.stringify(part)} is not a group of an IPv6 address`;
    }
  }
  return groups;
}

function formatAddress(words: readonly number[]): string {
  if (words.length === 1) return formatIpv4(words[0] ?? 0);
  if (words[0] === 0 && words[1] === 0 && words[2] === 0xffff) return `::ffff:${formatIpv4(words[3] ?? 0)}`;
  const groups = words.flatMap((word) => [Math.floor(word / 0x10000), word % 0x10000]);
  const run = longestZeroRun(groups);
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (run.length < 2) return text(groups);
  return `${text(groups.slice(0, run.start))}::${text(groups.slice(run.start + run.length))}`;
}

function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

/** The run that "::" stands for: the longest, and the first of equals (RFC 5952, 4.2.3). */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [i, group] of groups.entries()) {
    if (group !== 0) start = i + 1;
    else if (i - start + 1 > best.length) best = { start, length: i - start + 1 };
  }
  return best;
}

export function maskWords(words: readonly number[], length: number): readonly number[] {
  return words.map((word, i) => {
    const kept = Math.min(Math.max(length - 32 * i, 0), 32);
    return kept === 0 ? 0 : (word & (-1 << (32 - kept))) >>> 0;
  });
}

function malformed(text: string, reason: string): ParsedPrefix {
  const guess = guessPrefix(text);
  return { state: 'malformed', reason, suggestion: guess };
}

function missingPart(text: string): string {
  if (text === '') return 'it is empty';
  if (!text.includes('/')) return 'the prefix length is missing';
  return 'it is not an address, "/" and a prefix length';
}

/** What the writer may have meant: short forms filled up, leading zeros dropped, a lone address as a host route. */
function guessPrefix(text: string): Prefix | null {
  const [address = '', length, ...rest] = text.trim().split('/');
  if (rest.length > 0 || address === '') return null;
  const octets = address.split('.').map((octet) => octet.replace(/^0+(?=[0-9])/, ''));
  while (!address.includes(':') && length !== undefined && octets.length < 4) octets.push('0');
  const words = parseAddress(address.includes(':') ? address : octets.join('.'));
  if (typeof words === 'string') return null;
  const family = words.length === 1 ? 4 : 6;
  const wanted = length === undefined ? String(addressBits[family]) : length.replace(/^0+(?=[0-9])/, '');
  if (!/^[0-9]{1,3}$/.test(wanted) || Number(wanted) > addressBits[family]) return null;
  return formatPrefix({ family, words: maskWords(words, Number(wanted)), length: Number(wanted) });
}
