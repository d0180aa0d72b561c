import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bitsOf, comparePrefixBits, covers, type Prefix, parsePrefix } from '../../src/routing/prefix.ts';

test.each([
  '0.0.0.0/0',
  '10.0.0.0/8',
  '192.168.10.0/24',
  '255.255.255.255/32',
  '::/0',
  '::1/128',
  '2001:db8::/32',
  '2001:db8:0:1::/64',
  '2001:0:0:1::/64',
  '1:0:0:2:0:0:0:0/128'.replace('2:0:0:0:0', '2::'),
  '::ffff:10.0.0.0/104',
])('%s is canonical', (text) => {
  expect(parsePrefix(text)).toEqual({ state: 'canonical', prefix: text });
});

test.each([
  ['10.1.0.1/16', '10.1.0.0/16', 'host bits are set'],
  ['255.255.255.255/0', '0.0.0.0/0', 'host bits are set'],
  ['2001:DB8::/32', '2001:db8::/32', 'not written as RFC 5952 says'],
  ['2001:0db8::/32', '2001:db8::/32', 'not written as RFC 5952 says'],
  ['2001:db8:0:0:0:0:0:0/32', '2001:db8::/32', 'not written as RFC 5952 says'],
  ['1:0:2:3:4:5:6::/112', '1:0:2:3:4:5:6:0/112', 'not written as RFC 5952 says'],
  ['0:0:1::/48', '0:0:1::/48', ''],
  ['2001:db8::1/64', '2001:db8::/64', 'host bits are set'],
  ['::ffff:a00:0/104', '::ffff:10.0.0.0/104', 'not written as RFC 5952 says'],
  ['2001:db8::10.0.0.0/128', '2001:db8::a00:0/128', 'not written as RFC 5952 says'],
])('%s means %s and should be written so', (text, prefix, reason) => {
  if (text === prefix) expect(parsePrefix(text)).toEqual({ state: 'canonical', prefix });
  else expect(parsePrefix(text)).toEqual({ state: 'denormal', prefix, reason });
});

test.each([
  ['010.0.0.0/8', 'octet 010 has a leading zero, which some read as octal', '10.0.0.0/8'],
  ['10/8', 'an IPv4 address has four octets', '10.0.0.0/8'],
  ['10.0.0.0/33', 'prefix length 33 is over 32', null],
  ['10.0.0.0/08', 'the prefix length has a leading zero', '10.0.0.0/8'],
  ['10.0.0.1', 'the prefix length is missing', '10.0.0.1/32'],
  ['2001:db8::1', 'the prefix length is missing', '2001:db8::1/128'],
  ['::/129', 'prefix length 129 is over 128', null],
  ['1::2::3/64', 'an IPv6 address has "::" once at most', null],
  ['1:2:3:4:5:6:7:8:9/64', 'an IPv6 address has eight groups, or fewer with one "::"', null],
  ['1:2:3:4:5:6:7/64', 'an IPv6 address has eight groups, or fewer with one "::"', null],
  ['1:2:3:4::5:6:7:8/64', 'an IPv6 address has eight groups, or fewer with one "::"', null],
  ['fe80::1%eth0/64', 'it is not an address, "/" and a prefix length', null],
  ['300.0.0.0/8', '"300" is not an octet (0 to 255)', null],
  ['10.0.0.0/-1', 'it is not an address, "/" and a prefix length', null],
  ['10.0.0.0/8/8', 'it is not an address, "/" and a prefix length', null],
  [' 10.0.0.0/8', 'it is not an address, "/" and a prefix length', '10.0.0.0/8'],
  ['', 'it is empty', null],
  ['default', 'the prefix length is missing', null],
  ['12345::/16', '"12345" is not a group of an IPv6 address', null],
])('%j is no prefix: %s', (text, reason, suggestion) => {
  expect(parsePrefix(text)).toEqual({ state: 'malformed', reason, suggestion });
});

const ipv4 = fc
  .tuple(fc.nat(0xffffffff), fc.nat(32))
  .map(([word, length]) => `${[24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.')}/${length}`);
const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
const ipv6 = fc
  .tuple(fc.array(group, { minLength: 8, maxLength: 8 }), fc.nat(128))
  .map(([groups, length]) => `${groups.map((value) => value.toString(16)).join(':')}/${length}`);

test('parsing and printing is a fixed point: what a text means is itself canonical, and means the same', () => {
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), (text) => {
      const parsed = parsePrefix(text);
      if (parsed.state === 'malformed') throw new Error(`${text}: ${parsed.reason}`);
      expect(parsePrefix(parsed.prefix)).toEqual({ state: 'canonical', prefix: parsed.prefix });
    }),
    { numRuns: 2000 },
  );
});

test('no text makes the parser throw, and only canonical text is called canonical', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:./]{0,30}$/)), (text) => {
      const parsed = parsePrefix(text);
      if (parsed.state === 'canonical') expect(parsed.prefix).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

/** The slow obvious way: an address as its bits, one character each. */
function bitString(prefix: Prefix): string {
  const { family, words, length } = bitsOf(prefix);
  const bits = words.map((word) => word.toString(2).padStart(32, '0')).join('');
  return `${family}:${bits.slice(0, length)}`;
}

function prefixOf(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed.state === 'malformed') throw new Error(parsed.reason);
  return parsed.prefix;
}

const near = fc
  .tuple(
    fc.constantFrom('10.0.0.0', '10.128.0.0', '10.0.0.1', '0.0.0.0', '2001:db8::', '2001:db8:8000::', '::'),
    fc.nat(33),
  )
  .map(([address, length]) => prefixOf(`${address}/${Math.min(length, address.includes(':') ? 128 : 32)}`));

test('covering is what the bits say, and order puts the covering prefix first', () => {
  fc.assert(
    fc.property(near, near, (a, b) => {
      const [one, other] = [bitsOf(a), bitsOf(b)];
      expect(covers(one, other)).toBe(bitString(b).startsWith(bitString(a)));
      const order = comparePrefixBits(one, other);
      expect(order === 0).toBe(a === b);
      if (covers(one, other) && a !== b) expect(order).toBeLessThan(0);
    }),
    { numRuns: 2000 },
  );
});
