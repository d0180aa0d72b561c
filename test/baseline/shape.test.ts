import { expect, test } from '@jest/globals';
import { head, problemsOf, problemsOfFile } from './problemsOf.ts';

const route = (rest: string) => `custom: { routes: [{ destination: 10.0.0.0/8, ${rest} }] }\n`;
const bgpRoute = (rest: string) => `bgp: { routes: [{ destination: 10.0.0.0/8, source: CLOUD, ${rest} }] }\n`;
const keys =
  'version, connection, region, name, description, owner, account, transitRouter, custom, bgp, waivers, lint';

test.each([
  ['custm: {}\n', 'a.yaml:4:1: unknown key "custm"; did you mean "custom"?'],
  ['endpoint: http://x\n', `a.yaml:4:1: unknown key "endpoint"; known: ${keys}`],
  ['__proto__: { a: 1 }\n', `a.yaml:4:1: unknown key "__proto__"; known: ${keys}`],
  ['constructor: 1\n', `a.yaml:4:1: unknown key "constructor"; known: ${keys}`],
  ['account: 1234567890123456\n', 'a.yaml:4:10: account must be text; found 1234567890123456; put it in quotes'],
  ['account: "12"\n', 'a.yaml:4:10: account must match ^[0-9]{16}$, such as "1234567890123456"; found the text "12"'],
  ['name: ""\n', 'a.yaml:4:7: name must not be empty'],
  ['waivers:\n', 'a.yaml:4:1: waivers must be a list; found nothing'],
  ['custom: { unexpected: warn }\n', 'a.yaml:4:23: unexpected must be "fail" or "allow"; found the text "warn"'],
  ['custom: { count: {} }\n', 'a.yaml:4:18: count must have at least one key of "min" and "max"'],
  ['custom: { routes: [7] }\n', 'a.yaml:4:20: routes[0] must be a mapping; found 7'],
  [route('weight: 50'), 'a.yaml:4:55: weight must be 0, 100 or "any"; found 50'],
  [
    route('weight: "100"'),
    'a.yaml:4:55: weight must be 0, 100 or "any"; found the text "100"; write it without quotes',
  ],
  [route('weight: 0100'), 'a.yaml:4:55: the number "0100" is not written plainly; write 100'],
  [route('weight: 1e2'), 'a.yaml:4:55: the number "1e2" is not written plainly; write 100'],
  [route('wieght: 100'), 'a.yaml:4:47: unknown key "wieght"; did you mean "weight"?'],
  [route('state: Active'), 'a.yaml:4:20: routes[0] lacks the key "weight"'],
  [
    route('weight: 0, source: CLOUD'),
    'a.yaml:4:58: unknown key "source"; known: destination, nextHop, weight, state, description',
  ],
  [
    bgpRoute('state: active'),
    'a.yaml:4:66: state must be "published", "Active", "normal" or "any"; found the text "active"; did you mean "Active"?',
  ],
  [bgpRoute('asPath: [0]'), 'a.yaml:4:68: asPath[0] must be at least 1; found 0'],
  [bgpRoute('asPath: [4294967296]'), 'a.yaml:4:68: asPath[0] must be at most 4294967295; found 4294967296'],
  [
    bgpRoute('asPath: ["65010"]'),
    'a.yaml:4:68: asPath[0] must be a whole number; found the text "65010"; write it without quotes',
  ],
  [bgpRoute('community: 65535'), 'a.yaml:4:70: community must be text; found 65535; put it in quotes'],
  ['bgp: { routes: [{ destination: 10.0.0.0/8 }] }\n', 'a.yaml:4:17: routes[0] lacks the key "source"'],
])('%j is refused', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  ['version: 2\nconnection: vco-a1\nregion: cn-hangzhou\n', 'a.yaml:1:10: version must be 1; found 2'],
  [
    'version: 1\nconnection: vpn-a1\nregion: cn-hangzhou\n',
    'a.yaml:2:13: connection must match ^vco-[a-z0-9]{1,60}$, such as "vco-bp1hq0hangzhou00001"; found the text "vpn-a1"',
  ],
  [
    'version: 1\nconnection: vco-a1\nregion: cn-hangzhou.evil.example/\n',
    'a.yaml:3:9: region must match ^[a-z]{2}-[a-z]+(-[a-z0-9]+)*$, such as "cn-hangzhou"; found the text "cn-hangzhou.evil.example/"',
  ],
  ['- 1\n', 'a.yaml:1:1: the file must be a mapping; found a list'],
])('%j is refused', (text, problem) => {
  expect(problemsOfFile(text)).toEqual([problem]);
});

test('all problems come at once: of the text, of the shape, and of what stands in sound parts', () => {
  const text = `verison: 1
connection: vco-a1
region: cn-hangzhou
owner: a
owner: b
custom:
  routes:
    - { destination: 10.0.0.0/8, weight: "0" }
    - { destination: 10.1.0.1/16, weight: 0100 }
    - { destination: 10.2.0.0/16, weight: 0 }
    - { destination: 10.3.0.0/16, weigth: 0 }
    - { destination: 10.2.0.0/16, weight: 0 }
waivers:
  - { id: a, destination: 10.0.0.0/8, reason: b, owner: c, expires: 2026-02-30 }
`;
  expect(problemsOfFile(text)).toEqual([
    'a.yaml:1:1: unknown key "verison"; did you mean "version"?',
    'a.yaml:5:1: key "owner" is here twice; the first is at a.yaml:4:1',
    'a.yaml:8:42: weight must be 0, 100 or "any"; found the text "0"; write it without quotes',
    'a.yaml:9:22: destination "10.1.0.1/16": host bits are set; write 10.1.0.0/16',
    'a.yaml:9:43: the number "0100" is not written plainly; write 100',
    'a.yaml:11:35: unknown key "weigth"; did you mean "weight"?',
    'a.yaml:12:7: the route 10.2.0.0/16 with next hop vco-a1 and weight 0 is here twice; the first is at a.yaml:10:7',
    'a.yaml:14:69: expires 2026-02-30 is no day of the calendar; write a day such as 2026-12-31',
  ]);
});

test('a region that only looks like one is refused in linear time', () => {
  expect(problemsOfFile(head.replace('cn-hangzhou', `cn-${'a-'.repeat(500_000)}`))).toHaveLength(2);
});
