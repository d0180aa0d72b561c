import { expect, test } from '@jest/globals';
import { codesOf, custom, lintOf } from './lintOf.ts';

const waiver = (rest: string, expires = '2099-12-31') =>
  `waivers:\n  - { id: NET-1, reason: r, owner: o, expires: ${expires}, ${rest} }\n`;
const anything = 'destination: 10.0.0.0/8, le: 32';

test.each([
  ['2026-12-07', 'ends with 2026-12-07'],
  ['2026-11-23', 'ends with 2026-11-23'],
  ['2026-11-22', 'expired after 2026-11-22'],
])('on 2026-11-23 a waiver until %s is told', (expires, words) => {
  expect(lintOf({ a: waiver(anything, expires) }, '2026-11-23T23:59:59.999Z')).toEqual([
    `a.yaml:5:5: RD107 waiver-expiry: waiver NET-1 ${words}; end the drift, extend the waiver, or remove it`,
  ]);
});

test('a waiver with more than 14 days to go is not told', () => {
  expect(lintOf({ a: waiver(anything, '2026-12-08') }, '2026-11-23T23:59:59.999Z')).toEqual([]);
  expect(lintOf({ a: waiver(anything, '2026-12-08') }, '2026-11-24T00:00:00Z')).toHaveLength(1);
});

const sections = `custom:
  routes: [{ destination: 10.1.0.0/16, weight: 100 }]
  allow: [{ destination: 10.2.0.0/16, le: 24 }]
  forbid: [{ destination: 10.3.0.0/16, le: 24 }]
bgp:
  unexpected: allow
  routes: [{ destination: 10.5.0.0/16, source: CLOUD }]
`;

test.each([
  [
    'a missing route that nobody expects',
    'destination: 10.9.0.0/16, kinds: [missing-route]',
    'no expected route is in it',
  ],
  [
    'a changed route of the other type',
    'destination: 10.1.0.0/16, type: bgp, kinds: [missing-route, changed-route]',
    'no expected route is in it',
  ],
  [
    'a length that is not expected',
    'destination: 10.0.0.0/8, ge: 17, kinds: [changed-route]',
    'no expected route is in it',
  ],
  [
    'what is allowed',
    'destination: 10.2.0.0/17, le: 20, kinds: [unexpected-route]',
    'no route in it can be unexpected',
  ],
  [
    'what is forbidden, by its other name',
    'destination: 10.3.1.0/24, kinds: [unexpected-route]',
    'no route in it can be unexpected',
  ],
  [
    'what is expected, as unexpected',
    'destination: 10.1.0.0/16, kinds: [unexpected-route]',
    'no route in it can be unexpected',
  ],
  [
    'a section that allows everything',
    'destination: 10.9.0.0/16, type: bgp',
    'no expected route is in it, no route in it can be unexpected',
  ],
  ['what is not forbidden', 'destination: 10.4.0.0/16, kinds: [forbidden-route]', 'no entry of forbid meets it'],
  [
    'a length that is not forbidden',
    'destination: 10.3.0.0/16, ge: 25, kinds: [forbidden-route]',
    'no entry of forbid meets it',
  ],
])('a waiver for %s can match nothing', (_, rest, why) => {
  expect(lintOf({ a: sections + waiver(rest) })).toEqual([
    expect.stringMatching(
      new RegExp(
        `^a.yaml:12:5: RD108 waiver-without-match: waiver NET-1 over 10\\..* can match nothing: ${why}; correct it`,
      ),
    ),
  ]);
});

test.each([
  'destination: 10.9.0.0/16',
  'destination: 10.9.0.0/16, type: custom',
  'destination: 10.9.0.0/16, kinds: [unexpected-route]',
  'destination: 10.1.0.0/16, kinds: [missing-route]',
  'destination: 10.0.0.0/8, le: 16, type: bgp, kinds: [changed-route]',
  'destination: 10.2.0.0/16, le: 25, kinds: [unexpected-route]',
  'destination: 10.3.0.0/17, le: 25, kinds: [unexpected-route]',
  'destination: 10.3.0.0/16, ge: 24, kinds: [forbidden-route]',
  'destination: 10.0.0.0/8, le: 16, kinds: [forbidden-route]',
  'destination: 10.3.7.0/24, kinds: [forbidden-route, missing-route]',
])('a waiver with %s can match', (rest) => {
  expect(codesOf({ a: sections + waiver(rest) })).toEqual([]);
});

test('a destination that BGP expects from one source may come unexpected from the other', () => {
  const bgp = (routes: string) => `bgp: { routes: [${routes}] }\n`;
  const one = bgp('{ destination: 10.1.0.0/16, source: CLOUD }');
  const both = bgp('{ destination: 10.1.0.0/16, source: CLOUD }, { destination: 10.1.0.0/16, source: VPN_BGP }');
  const rest = waiver('destination: 10.1.0.0/16, type: bgp, kinds: [unexpected-route]');
  expect(codesOf({ a: one + rest })).toEqual([]);
  expect(codesOf({ a: both + rest })).toEqual(['a.yaml RD108 10.1.0.0/16']);
});

test('a waiver that ends and matches nothing is told twice', () => {
  const text = custom('10.1.0.0/16 100') + waiver('destination: 10.2.0.0/16, kinds: [missing-route]', '2026-11-30');
  expect(codesOf({ a: text })).toEqual(['a.yaml RD107 10.2.0.0/16', 'a.yaml RD108 10.2.0.0/16']);
});
