import { expect, test } from '@jest/globals';
import { baselineOf, problemsOf } from './problemsOf.ts';

const waiver = (rest: string) => `  - { id: a, reason: b, owner: c, ${rest} }\n`;
const rest = 'expires: 2026-12-31';

test.each(['2026-02-28', '2028-02-29', '2026-12-31'])('%s is a day', (day) => {
  expect(baselineOf(`waivers:\n${waiver(`destination: 10.0.0.0/8, expires: ${day}`)}`).waivers[0]?.expires).toBe(day);
});

test.each(['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-01-00'])('%s is none', (day) => {
  expect(problemsOf(`waivers:\n${waiver(`destination: 10.0.0.0/8, expires: ${day}`)}`)).toEqual([
    `a.yaml:5:69: expires ${day} is no day of the calendar; write a day such as 2026-12-31`,
  ]);
});

test('a date in another form is refused', () => {
  expect(problemsOf(`waivers:\n${waiver('destination: 10.0.0.0/8, expires: 31.12.2026')}`)).toEqual([
    'a.yaml:5:69: expires must match ^\\d{4}-\\d{2}-\\d{2}$, such as "2026-12-31"; found the text "31.12.2026"',
  ]);
});

test('a waiver id is there once', () => {
  const text = `waivers:\n${waiver(`destination: 10.0.0.0/8, ${rest}`)}${waiver(`destination: 10.0.0.0/9, ${rest}`)}`;
  expect(problemsOf(text)).toEqual(['a.yaml:6:11: waiver "a" is here twice; the first is at a.yaml:5:11']);
});

test.each([
  ['0.0.0.0/0, le: 32', '/8', '0.0.0.0/0'],
  ['0.0.0.0/0, ge: 1', '/8', '0.0.0.0/0'],
  ['10.0.0.0/7, le: 24', '/8', '10.0.0.0/7'],
  ['"::/0", le: 128', '/7', '::/0'],
])('a waiver over %s covers too much', (destination, least, shown) => {
  expect(problemsOf(`waivers:\n${waiver(`destination: ${destination}, ${rest}`)}`)).toEqual([
    `a.yaml:5:48: a waiver with ge or le must stay inside one ${least} or longer prefix; ${shown} covers too much`,
  ]);
});

test.each(['0.0.0.0/0', '10.0.0.0/8, le: 32', '"fc00::/7", le: 128', '"::/0"'])(
  'a waiver over %s is taken',
  (destination) => {
    expect(problemsOf(`waivers:\n${waiver(`destination: ${destination}, ${rest}`)}`)).toEqual([]);
  },
);

test('one bad waiver shows all that is wrong with it', () => {
  expect(problemsOf(`waivers:\n${waiver('destination: 0.0.0.0/0, le: 32, expires: 2026-02-30')}`)).toHaveLength(2);
});

test('a waiver is for all kinds but a forbidden route, which must be named', () => {
  const { waivers } = baselineOf(
    `waivers:\n${waiver(`destination: 10.0.0.0/8, ${rest}`)}${waiver(`destination: 10.0.0.0/9, kinds: [forbidden-route], type: bgp, ${rest}`).replace('id: a', 'id: b')}`,
  );
  expect(waivers.map(({ kinds, type }) => [kinds, type])).toEqual([
    [['missing-route', 'unexpected-route', 'changed-route'], null],
    [['forbidden-route'], 'bgp'],
  ]);
});
