import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { audit } from '../../src/audit/audit.ts';
import { confirm } from '../../src/audit/confirm.ts';
import type { Finding } from '../../src/audit/finding.ts';
import type { AuditResult } from '../../src/audit/result.ts';
import { totalsOf, verdictOf } from '../../src/audit/verdict.ts';
import { type Instruments, watchCanary } from '../../src/cli/canary.ts';
import { exitCodeOf } from '../../src/cli/exitCode.ts';
import { formats, reporters } from '../../src/report/registry.ts';
import { reportPieces } from '../../src/report/reportPieces.ts';
import { inFolder } from './fixture.ts';
import { runIn } from './testWorld.ts';

const sound: Instruments = { confirm, audit, exitCodeOf, reportPieces };

/** The result as it would be with other findings. */
function withFindings(result: AuditResult, change: (findings: readonly Finding[]) => readonly Finding[]): AuditResult {
  const connections = result.connections.map((connection) =>
    connection.state === 'audited' ? { ...connection, findings: change(connection.findings) } : connection,
  );
  const verdict = verdictOf(connections, result.coverage, result.failOn);
  // The forwarding section of a report names destinations and outcomes too.
  return { ...result, verdict, totals: totalsOf(connections), connections, forwarding: [] };
}

const without = (kind: Finding['kind']) => (result: AuditResult) =>
  withFindings(result, (findings) => findings.filter((finding) => finding.kind !== kind));

const allInSync = (result: AuditResult) => withFindings(result, () => []);

/** Reporters that show another result than the one they are given. */
const showing =
  (change: (result: AuditResult) => AuditResult): Instruments['reportPieces'] =>
  (format, result, view) =>
    reportPieces(format, change(result), view);

test('the tool as it is sees the canary', () => {
  expect(() => watchCanary(formats)).not.toThrow();
  expect(() => watchCanary([])).not.toThrow();
});

const kinds = ['missing-route', 'unexpected-route', 'changed-route'] as const;

test.each(formats.flatMap((format) => kinds.map((kind) => [format, kind] as const)))(
  'a %s report without its %s is a bug',
  (format, kind) => {
    const broken = { ...sound, reportPieces: showing(without(kind)) };
    expect(() => watchCanary([format], broken)).toThrow(`the canary is dead: the ${format} report does not show`);
  },
);

test.each(formats)('so is a %s report without the connection that has no baseline', (format) => {
  const broken = { ...sound, reportPieces: showing((result) => ({ ...result, coverage: null })) };
  expect(() => watchCanary([format], broken)).toThrow('does not show a connection without a baseline');
});

test.each(kinds)('so is an audit that does not see a %s', (kind) => {
  const broken = { ...sound, audit: (...args: Parameters<typeof audit>) => without(kind)(audit(...args)) };
  expect(() => watchCanary(['json'], broken)).toThrow('the canary is dead');
});

test.each(formats)('a %s report that is in sync whatever happens, or empty, is a bug', (format) => {
  for (const broken of [showing(allInSync), () => []]) {
    expect(() => watchCanary([format], { ...sound, reportPieces: broken })).toThrow(
      'does not show that the verdict is drifted',
    );
  }
});

test.each(['text', 'markdown', 'json'] as const)('a %s report with another verdict is a bug', (format) => {
  const broken = { ...sound, reportPieces: showing((result) => ({ ...result, verdict: 'in-sync' })) };
  expect(() => watchCanary([format], broken)).toThrow('does not show that the verdict is drifted');
});

test.each([
  [
    'an audit that finds nothing',
    { ...sound, audit: (...args: Parameters<typeof audit>) => allInSync(audit(...args)) },
  ],
  ['an exit code that is always 0', { ...sound, exitCodeOf: () => 0 as const }],
  ['an exit code that calls drift incomplete', { ...sound, exitCodeOf: () => 3 as const }],
])('%s is a bug', (_, broken) => {
  expect(() => watchCanary([], broken)).toThrow('for a drifted table');
});

test('an audit that takes what is in sync for drift is a bug', () => {
  const all = (result: AuditResult): AuditResult =>
    withFindings(result, (findings) => [
      ...findings,
      ...findings.flatMap((finding) =>
        finding.kind === 'changed-route' ? [{ ...finding, destination: inSyncOf(result) }] : [],
      ),
    ]);
  const broken = { ...sound, audit: (...args: Parameters<typeof audit>) => all(audit(...args)) };
  for (const format of formats) expect(() => watchCanary([format], broken)).toThrow('the canary is dead');
});

function inSyncOf({ connections }: AuditResult) {
  const [connection] = connections;
  const [first] = connection?.state === 'audited' ? connection.inSync : [];
  if (first === undefined) throw new Error('nothing is in sync');
  return first.destination;
}

test.each([
  ['keeps no drift', () => ({ state: 'decided', routes: [], flapping: [] }) as const],
  ['never decides', () => ({ state: 'read-again', because: 'of nothing', inQuestion: [] }) as const],
])('so is a confirmation that %s', (_, confirm) => {
  expect(() => watchCanary(formats, { ...sound, confirm })).toThrow('the canary is dead');
});

test('every audit watches it: with a report that shows nothing no finished report is written, and the run is a bug', async () => {
  const { text } = reporters;
  reporters.text = () => '';
  try {
    await inFolder({}, async (cwd) => {
      const run = runIn(cwd, ['audit', '--embedded', '-o', 'json=result.json', '-o', 'text']);
      await expect(run).rejects.toThrow('the canary is dead: the text report does not show');
      expect(await readFile(join(cwd, 'result.json'), 'utf8')).toContain('"verdict": "incomplete"');
    });
  } finally {
    reporters.text = text;
  }
});
