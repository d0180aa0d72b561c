import { expect, test } from '@jest/globals';
import { columnsOf } from '../../src/report/layout.ts';
import { text } from '../../src/report/text.ts';
import { audited, calm, everyOutcome, missing, resultOf, unchecked } from './results.ts';

test('the verdict is the last line', () => {
  const lines = (result = everyOutcome()) => text(result, { color: false, width: 200 }).trimEnd().split('\n');
  expect(lines().at(-1)).toMatch(/^Verdict {2}✗ DRIFTED: 8 findings at or above warning; and 1 of 5 connections/);
  expect(lines(resultOf([calm])).at(-1)).toMatch(/^Verdict {2}✓ IN SYNC: /);
  expect(lines(resultOf([unchecked])).at(-1)).toMatch(/^Verdict {2}\? INCOMPLETE: 1 of 1 connection could not/);
});

test('a connection in sync takes one line', () => {
  const lines = text(resultOf([calm, calm]), { color: false, width: 100 }).split('\n');
  expect(lines.slice(0, 2)).toEqual([
    '✓ in sync    cn-shanghai/vco-uf6branch00000002  branch  1 allowed, 1 in sync',
    '✓ in sync    cn-shanghai/vco-uf6branch00000002  branch  1 allowed, 1 in sync',
  ]);
});

test.each([60, 80, 100, 200])('no line is wider than %i columns unless a single word is', (width) => {
  for (const line of text(everyOutcome(), { color: false, width }).split('\n')) {
    const longestWord = Math.max(...line.split(' ').map(columnsOf));
    if (columnsOf(line) > width) expect(columnsOf(line)).toBeLessThanOrEqual(longestWord + 6);
  }
});

test.each([20, 60, 200])('no destination, place or verdict is cut at %i columns', (width) => {
  const lines = text(everyOutcome(), { color: false, width });
  for (const whole of ['192.168.20.0/24', '0.0.0.0/0', 'baselines/hq-hangzhou.yaml:15:7', 'DRIFTED']) {
    expect(lines).toContain(whole);
  }
});

test('colour only repeats: without its codes the report is the report without colour', () => {
  const colored = text(everyOutcome(), { color: true, width: 80 });
  const code = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  expect(colored).toMatch(code);
  expect(colored.replaceAll(code, '')).toBe(text(everyOutcome(), { color: false, width: 80 }));
});

test('Chinese characters count as two columns', () => {
  expect(columnsOf('上海 hub')).toBe(8);
  const names = [calm, { ...calm, name: '上海总部' }];
  const lines = text(resultOf(names), { color: false, width: 100 }).split('\n');
  expect(lines[0]).toContain('branch    1 allowed');
  expect(lines[1]).toContain('上海总部  1 allowed');
});

test('an unchecked connection says why and what to do', () => {
  const lines = text(resultOf([unchecked]), { color: false, width: 200 });
  expect(lines).toContain('could not be read: InvalidVpnConnectionInstanceId.NotFound: The specified VPN connection');
  expect(lines).toContain('    hint: check that the connection exists in cn-shanghai');
});

test('drift that --fail-on lets pass is shown, and said to be', () => {
  const result = resultOf([audited([{ ...missing, severity: 'warning' }])], { failOn: 'error' });
  const lines = text(result, { color: false, width: 200 });
  expect(lines).toContain('! tolerated');
  expect(lines).toContain('warning, below --fail-on error');
  expect(lines).toContain('no finding at or above error; 1 finding below it');
});
