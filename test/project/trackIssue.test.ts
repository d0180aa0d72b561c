import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { ConnectionResult } from '../../src/audit/result.ts';
import { json } from '../../src/report/json.ts';
import { inFolder } from '../cli/fixture.ts';
import { audited, calm, expired, missing, resultOf, unchecked, waived } from '../report/results.ts';
import { type Item, item, withIssues } from './gitHubApi.ts';

const named = (connection: ConnectionResult, id: string): ConnectionResult => ({
  ...connection,
  connectionId: id,
  region: 'cn-hangzhou',
});
const drifted = (id: string) => named(audited([missing]), id);
const inSync = (id: string) => named(audited([waived]), id);
const gone = (id: string) => named(unchecked, id);

/** One run after the other, each with these connections; null: a run that left no result. */
async function after(issues: Item[], ...runs: readonly (readonly ConnectionResult[] | null)[]): Promise<Item[]> {
  for (const connections of runs) {
    await inFolder({}, async (cwd) => {
      const result = connections === null ? null : resultOf(connections);
      if (result !== null) await writeFile(join(cwd, 'result.json'), json(result));
      const variables = { RESULT: 'result.json', VERDICT: result?.verdict ?? '' };
      const ran = await withIssues('trackIssue.mjs', cwd, issues, variables);
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    });
  }
  return issues;
}

const shown = (issues: readonly Item[]) => issues.map(({ title, state }) => `${title}: ${state}`);
const path = (id: string) => `cn-hangzhou/${id}`;

test('no drift opens no issue', async () => {
  expect(await after([], [inSync('vco-a'), calm])).toEqual([]);
});

test('drift opens one, which names its connections, and the next run updates it', async () => {
  const issues = await after([], [drifted('vco-a'), inSync('vco-b')], [drifted('vco-a'), drifted('vco-b')]);
  expect(shown(issues)).toEqual(['Route drift: open']);
  expect(issues[0]?.body).toContain(`- \`${path('vco-a')}\`\n- \`${path('vco-b')}\`\n`);
  expect(issues[0]?.body).toContain('https://github.example/o/r/actions/runs/42');
});

test('it is closed when all that it names was compared and is in sync, and says where', async () => {
  const issues = await after(
    [],
    [drifted('vco-a'), drifted('vco-b')],
    [inSync('vco-a'), drifted('vco-b')],
    [inSync('vco-a'), inSync('vco-b')],
  );
  expect(shown(issues)).toEqual(['Route drift: closed']);
  expect(issues[0]?.comments.map(({ body }) => body)).toEqual([expect.stringContaining('actions/runs/42')]);
});

test.each([
  ['is unchecked', [gone('vco-a'), inSync('vco-b')]],
  ['has no baseline any more', [inSync('vco-b')]],
  ['is in a run that left no result', null],
])('it stays open while a connection of it %s', async (_, run) => {
  const [issue] = await after([], [drifted('vco-a'), drifted('vco-b')], run);
  expect(issue).toMatchObject({ title: 'Route drift', state: 'open', body: expect.stringContaining(path('vco-a')) });
});

test('what could not be checked has an issue of its own, closed when it was checked, drifted or not', async () => {
  const issues = await after([], [gone('vco-a'), drifted('vco-b')]);
  expect(shown(issues)).toEqual(['Route drift: open', 'Route audit incomplete: open']);
  expect(shown(await after(issues, [drifted('vco-a'), inSync('vco-b')]))).toEqual([
    'Route drift: open',
    'Route audit incomplete: closed',
  ]);
});

test('a run that left no result is incomplete, until one leaves a result', async () => {
  const issues = await after([], null, null);
  expect(shown(issues)).toEqual(['Route audit incomplete: open']);
  expect(issues[0]?.body).toContain('The last run left no result.');
  expect(shown(await after(issues, [inSync('vco-a')]))).toEqual(['Route audit incomplete: closed']);
});

test('an issue that somebody else wrote, or with our marker elsewhere than first, is let be', async () => {
  const strange = [
    item(1, '<!-- route-drift: drift -->\nhello', 'stranger'),
    item(2, 'see <!-- route-drift: drift -->'),
    item(3, '<!-- route-drift: drift --> x\n'),
  ];
  const issues = await after([...strange], [drifted('vco-a')], [inSync('vco-a')]);
  expect(issues.slice(0, 3)).toEqual(strange);
  expect(shown(issues.slice(3))).toEqual(['Route drift: closed']);
});

test('ours is found behind a hundred others', async () => {
  const others = Array.from({ length: 150 }, (_, i) => item(i + 1, 'x', 'somebody'));
  const issues = await after([...others], [drifted('vco-a')], [drifted('vco-a')]);
  expect(issues).toHaveLength(151);
});

test('one whose list was edited away is closed by nobody but a person, since nobody knows whom it named', async () => {
  const issues = await after([], [drifted('vco-a'), inSync('vco-b')]);
  for (const issue of issues) issue.body = issue.body.replace(/<!-- connections.*/, '');
  expect(shown(await after(issues, [inSync('vco-a'), gone('vco-b')]))[0]).toBe('Route drift: open');
  expect(shown(await after(issues, [inSync('vco-a'), inSync('vco-b')]))[0]).toBe('Route drift: open');
  expect(issues[0]?.body).toContain('which nobody closes but you');
});

test('thousands of connections fit; it does not know them all any more, and is closed by a person', async () => {
  const ids = Array.from({ length: 3000 }, (_, i) => `vco-with-a-long-name-${i}`);
  const issues = await after([], ids.map(drifted));
  expect(issues[0]?.body.length).toBeLessThan(65_536);
  expect(issues[0]?.body).toContain('- and 2950 more\n');
  expect(
    shown(
      await after(
        issues,
        ids.map((id, i) => (i === 2999 ? drifted(id) : inSync(id))),
      ),
    ),
  ).toEqual(['Route drift: open']);
  expect(shown(await after(issues, ids.map(inSync)))).toEqual(['Route drift: open']);
  expect(issues[0]?.body).toContain('which nobody closes but you');
});

test('a result that is not what this run ended with, such as that of an earlier attempt, is none', async () => {
  const issues = await after([], [drifted('vco-a')]);
  await inFolder({ 'result.json': json(resultOf([inSync('vco-a')])) }, async (cwd) => {
    for (const VERDICT of ['', 'none', 'incomplete']) {
      const ran = await withIssues('trackIssue.mjs', cwd, issues, { RESULT: 'result.json', VERDICT });
      expect(ran).toMatchObject({ exitCode: 0 });
    }
  });
  expect(shown(issues)).toEqual(['Route drift: open', 'Route audit incomplete: open']);
});

test('notices are no drift', async () => {
  expect(await after([], [named(audited([expired]), 'vco-a')])).toEqual([]);
});

test('no name breaks out of the issue', async () => {
  const hostile = 'vco-` --> <!-- route-drift: incomplete -->\n@team';
  const [issue] = await after([], [drifted(hostile)], [drifted(hostile)]);
  expect(issue?.body.match(/<!--/g)).toHaveLength(2);
  expect(issue?.body).not.toContain('@team');
  expect(shown(await after(issue === undefined ? [] : [issue], [inSync(hostile)]))).toEqual(['Route drift: closed']);
});

test('an API that refuses fails the job', async () => {
  await inFolder({}, async (cwd) => {
    expect((await withIssues('trackIssue.mjs', cwd, [], { RESULT: 'none', GITHUB_TOKEN: 'wrong' })).exitCode).not.toBe(
      0,
    );
  });
});
