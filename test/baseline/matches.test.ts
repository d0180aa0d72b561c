import { expect, test } from '@jest/globals';
import { baselineOf, problemsOf } from './problemsOf.ts';

test('an entry without ge and le is exact; le starts at its own length; ge goes to the end', () => {
  const { policies } = baselineOf(`custom:
  allow:
    - { destination: 10.0.0.0/8 }
    - { destination: 10.0.0.0/8, le: 24 }
    - { destination: 10.0.0.0/8, ge: 25 }
    - { destination: 10.0.0.0/8, ge: 16, le: 24 }
    - { destination: "2001:db8::/32", ge: 48 }
`);
  expect(policies.custom.allow.map(({ range }) => [range.destination, range.ge, range.le])).toEqual([
    ['10.0.0.0/8', 8, 8],
    ['10.0.0.0/8', 8, 24],
    ['10.0.0.0/8', 25, 32],
    ['10.0.0.0/8', 16, 24],
    ['2001:db8::/32', 48, 128],
  ]);
});

test.each([
  ['ge: 7', ['a.yaml:4:51: ge 7 does not fit 10.0.0.0/8; it must be from 8 to 32']],
  ['le: 33', ['a.yaml:4:51: le 33 does not fit 10.0.0.0/8; it must be from 8 to 32']],
  ['ge: 24, le: 16', ['a.yaml:4:51: ge 24 is over le 16, so nothing matches; ge must be at most le']],
  [
    'ge: 7, le: 40',
    [
      'a.yaml:4:51: ge 7 does not fit 10.0.0.0/8; it must be from 8 to 32',
      'a.yaml:4:58: le 40 does not fit 10.0.0.0/8; it must be from 8 to 32',
    ],
  ],
])('the bounds %s are refused', (bounds, problems) => {
  expect(problemsOf(`custom: { forbid: [{ destination: 10.0.0.0/8, ${bounds} }] }\n`)).toEqual(problems);
});

test('the same entry twice cites the first, however its bounds are written', () => {
  const text = `bgp:
  forbid:
    - { destination: 10.0.0.0/8, ge: 16 }
    - { destination: 10.0.0.0/8, ge: 16, source: CLOUD }
    - { destination: 10.0.0.0/8, ge: 16, le: 32 }
`;
  expect(problemsOf(text)).toEqual([
    'a.yaml:8:7: entry 10.0.0.0/8 ge 16 le 32 is here twice; the first is at a.yaml:6:7',
  ]);
});

test('what is expected must not be forbidden', () => {
  const text = `bgp:
  routes:
    - { destination: 10.1.0.0/16, source: CLOUD }
    - { destination: 10.1.0.0/16, source: VPN_BGP }
    - { destination: 10.0.0.0/8, source: CLOUD }
  forbid:
    - { destination: 10.0.0.0/8, ge: 9, source: CLOUD }
`;
  expect(problemsOf(text)).toEqual([
    'a.yaml:6:7: 10.1.0.0/16 is expected here and forbidden at a.yaml:10:7; remove one of them',
  ]);
});

test('an allow entry that a forbid entry takes back wholly is refused; in part is what forbid is for', () => {
  const text = `bgp:
  allow:
    - { destination: 10.1.0.0/16, le: 24 }
    - { destination: 10.2.0.0/16, le: 24, source: CLOUD }
    - { destination: 10.3.0.0/16, le: 28 }
    - { destination: 10.0.0.0/8, le: 24 }
  forbid:
    - { destination: 10.1.0.0/16, le: 24, source: CLOUD }
    - { destination: 10.2.0.0/15, ge: 16, le: 24 }
`;
  expect(problemsOf(text)).toEqual([
    'a.yaml:7:7: all of 10.2.0.0/16 ge 16 le 24 from CLOUD is forbidden at a.yaml:12:7, which beats allow; remove one of them',
  ]);
});
