import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateVcoRouteEntryRequest,
  DeleteVcoRouteEntryRequest,
  ModifyVcoRouteEntryWeightRequest,
} from '@alicloud/vpc20160428';
import { expect, test } from '@jest/globals';
import type { RouteFinding } from '../../src/audit/finding.ts';
import type { AuditResult } from '../../src/audit/result.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { formats, reporters } from '../../src/report/registry.ts';
import { remediationOf } from '../../src/report/remediation.ts';
import { canonical } from '../routing/canonical.ts';
import { hostileStrings, withEveryString } from './hostile.ts';
import {
  audited,
  calm,
  changed,
  everyOutcome,
  missing,
  resultOf,
  route,
  unchecked,
  unexpected,
  waived,
} from './results.ts';

const view = { color: false, width: 80, remediation: 'aliyun' } as const;
const custom = { type: 'custom', source: null } as const;
const surplus = (nextHop: string): RouteFinding => ({ ...unexpected, ...custom, actual: [{ ...route, nextHop }] });

function section(report: string): string {
  return report.slice(report.indexOf('Remediation with'));
}

/** What a person copies: the lines of the sh blocks; in text, the indented commands. */
function commandsIn(report: string, format: 'text' | 'markdown'): readonly string[] {
  const blocks = format === 'text' ? /^ +(aliyun .*)$/gm : /^`{3,}sh\n(.*)\n`{3,}$/gm;
  return [...report.matchAll(blocks)].map((match) => match[1] ?? '');
}

/** Runs the lines in a real shell, with an `aliyun` that only tells its arguments. */
function callsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'route-drift-'));
  try {
    const tool = join(folder, 'aliyun');
    writeFileSync(tool, '#!/bin/sh\nprintf "%s\\0" "$@"\nprintf "\\0"\n');
    chmodSync(tool, 0o755);
    const out = execFileSync('sh', ['-c', lines.join('\n')], {
      env: { PATH: `${folder}:/bin:/usr/bin` },
      encoding: 'utf8',
    });
    return out
      .split('\0\0')
      .slice(0, -1)
      .map((call) => call.split('\0'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each(['text', 'markdown'] as const)(
  'what stands in the %s report, run in a shell, is what was meant',
  (format) => {
    const ascii = [
      ...hostileStrings.map(([, text]) => text),
      "it's; echo pwned; #",
      '$(echo pwned)`echo pwned`',
      'a  b\\',
      '=ls',
      '*',
      '--force',
      '~root',
    ];
    const findings = ascii.map((nextHop) => surplus(nextHop));
    const connection = audited(findings);
    const calls = callsOf(commandsIn(reporters[format](resultOf([connection]), view), format));
    const pasteable = ascii.filter((text) => /^[ -~]{1,300}$/.test(text) && !/^-|<|##[a-z]*\[/i.test(text));
    expect(pasteable.length).toBeGreaterThan(15);
    expect(calls).toEqual(
      pasteable.map((nextHop) => [
        ...[
          'vpc',
          'DeleteVcoRouteEntry',
          '--RegionId',
          connection.region,
          '--VpnConnectionId',
          connection.connectionId,
        ],
        ...['--OverlayMode', 'Ipsec', '--RouteDest', '10.66.0.0/16', '--NextHop', nextHop, '--Weight', '100'],
      ]),
    );
  },
);

test.each([
  ['a line break', 'a\nb'],
  ['a bidirectional control', 'a\u202eb'],
  ['a zero-width space', 'a\u200bb'],
  ['a no-break space', 'a\u00a0b'],
  ['an escape', '\u001b[31m'],
  ['a letter that looks like another', 'vсo'],
  ['a runner command', '##[error]x'],
  ['what a report would escape', '<b>'],
  ['what would be an option', '-x'],
  ['nothing', ''],
  ['more than anyone reads', 'x'.repeat(301)],
])('a next hop with %s gets words, and no command', (_, nextHop) => {
  const steps = remediationOf(audited([surplus(nextHop), { ...changed, actual: [{ ...route, nextHop, weight: 0 }] }]));
  expect(steps.map(({ kind, task }) => [kind, task.kind])).toEqual([
    ['command', 'create'],
    ['words', 'delete'],
    ['words', 'delete'],
  ]);
});

test.each(hostileStrings)('%s in every field breaks out of no remediation', (_, hostile) => {
  for (const format of ['text', 'markdown'] as const) {
    const report = reporters[format](withEveryString(everyOutcome(), hostile), view);
    expect(report.match(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)).toBeNull();
    expect(report.match(/##[a-z]*\[|^\s*::/im)).toBeNull();
    for (const command of commandsIn(report, format)) {
      expect(command).toMatch(/^aliyun vpc (?:Create|Delete|Modify)VcoRouteEntry(?:Weight)? --RegionId /);
    }
  }
});

test('the commands have the parameters of the API, and all that it requires', () => {
  const steps = remediationOf(audited([missing, surplus('vco-b'), { ...changed, actual: [{ ...route, weight: 0 }] }]));
  const calls = callsOf(steps.flatMap((step) => (step.kind === 'command' ? [step.command] : [])));
  const common = ['NextHop', 'OverlayMode', 'RegionId', 'RouteDest', 'VpnConnectionId', 'Weight'];
  const models = [CreateVcoRouteEntryRequest, ModifyVcoRouteEntryWeightRequest, DeleteVcoRouteEntryRequest] as const;
  const own = [[], ['NewWeight'], []] as const;
  expect(calls.length).toBe(models.length);
  for (const [i, model] of models.entries()) {
    const [, action, ...options] = calls[i] ?? [];
    expect(`${action}Request`).toBe(model.name);
    const names = options.filter((_, at) => at % 2 === 0).map((name) => name.replace('--', ''));
    expect(Object.values(model.names())).toEqual(expect.arrayContaining(names));
    expect(names.toSorted()).toEqual([...common, ...(own[i] ?? [])].toSorted());
  }
});

test.each(formats)('nobody who did not ask for it gets a remediation in the %s report', (format) => {
  const plain = { color: false, width: 80 };
  expect(reporters[format](everyOutcome(), plain)).not.toMatch(/remediation|aliyun vpc/i);
  const same = !['text', 'markdown', 'summary'].includes(format);
  expect(reporters[format](everyOutcome(), view) === reporters[format](everyOutcome(), plain)).toBe(same);
});

test.each(['text', 'markdown'] as const)('the %s report says what to mind before anything is run', (format) => {
  const report = section(reporters[format](everyOutcome(), { ...view, width: 1000 }));
  expect(report.indexOf('Writes are asynchronous, one at a time per connection')).toBeLessThan(
    report.indexOf('aliyun vpc'),
  );
  expect(report).toContain('for unchecked connections (1 here), of which nobody knows what is there');
  expect(report).toContain('printed, not run');
  expect(report).not.toContain('vco-uf6gone');
});

test.each([
  ['in sync', resultOf([calm])],
  ['unchecked', resultOf([unchecked])],
  ['waived', resultOf([audited([waived])])],
])('of what is %s there is no step, and that is said', (_, result) => {
  expect(reporters.text(result, view)).toContain('There is no step: no finding that is not waived is about a route.');
  expect(reporters.markdown(result, view)).toContain(
    'There is no step: no finding that is not waived is about a route.',
  );
});

test.each(['text', 'markdown'] as const)(
  'where so much is gone that the collector may be at fault, the %s report says so before the first step',
  (format) => {
    const report = section(reporters[format](everyOutcome(), { ...view, width: 1000 }));
    expect(report).toMatch(
      /Before any step: mass change of the custom routes[\s\S]*check the connection by hand[\s\S]*CreateVco/,
    );
  },
);

const many = (n: number): AuditResult => {
  const findings = Array.from({ length: n }, (_, i) => ({
    ...missing,
    destination: canonical(`10.${Math.floor(i / 256)}.${i % 256}.0/24`),
  }));
  return resultOf([audited(findings), audited(findings.slice(0, 20)), unchecked]);
};

test.each([8_000, 20_000, 65_536, 1_000_000])(
  'Markdown of %i characters holds whole steps, and counts the rest',
  (limit) => {
    const text = renderMarkdown(many(1000), limit, view);
    expect(text.length).toBeLessThanOrEqual(limit);
    const shown = commandsIn(text, 'markdown').length;
    expect(text.match(/^`{3,}sh$/gm)?.length ?? 0).toBe(shown);
    expect(text.match(/^`{3,}/gm)?.length ?? 0).toBe(2 * (text.match(/^`{3,}(?:sh|diff)$/gm)?.length ?? 0));
    const hidden = Number(/… (\d+) remediation steps not shown here: see the text report/.exec(text)?.[1] ?? 0);
    expect(shown + hidden).toBe(1020);
    if (hidden > 0)
      expect(text).toMatch(/Not shown here: .*1?\d+ remediation steps.*; all steps are in the text report\./);
  },
);

test('findings are kept before steps', () => {
  const text = renderMarkdown(many(200), 65_536, view);
  expect(text.match(/^\| ❌ missing\b/gm)).toHaveLength(220);
});

test('thousands of steps beside thousands of what they may replace take no longer than a moment', () => {
  const gone = Array.from({ length: 5000 }, (_, i) => ({
    ...missing,
    type: 'bgp' as const,
    source: 'VPN_BGP',
    destination: canonical(`10.${Math.floor(i / 256)}.${i % 256}.0/24`),
  }));
  const there = gone.map((finding) => ({
    ...finding,
    ...custom,
    kind: 'unexpected-route' as const,
    expected: null,
    actual: [route],
  }));
  const steps = remediationOf(audited([...gone, ...there]));
  expect(steps.filter(({ kind }) => kind === 'words')).toHaveLength(10_000);
});
