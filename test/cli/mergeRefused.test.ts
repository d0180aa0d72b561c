import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { baseline } from './fixture.ts';
import { afterAudit, auditShard, fileOf, files } from './shards.ts';
import { runIn } from './testWorld.ts';

const refusals: readonly (readonly [string, (cwd: string, endpoint: string) => Promise<unknown>, RegExp])[] = [
  [
    'a shard twice',
    (cwd) => copyFile(join(cwd, fileOf(3)), join(cwd, fileOf(4))),
    /^out\/shard-4.json: shard 3 stands twice: out\/shard-3.json holds it too$/m,
  ],
  [
    'a shard of another run',
    (cwd, endpoint) => auditShard(cwd, endpoint, 5, { GITHUB_RUN_ID: '7' }),
    /^out\/shard-5.json: it is of run 7, not of no run that has a name, unlike/m,
  ],
  [
    'a shard of last night',
    (cwd) => edit(cwd, 2, (text) => text.replace('"startedAt": "2026-11-23T', '"startedAt": "2026-11-22T')),
    /^out\/shard-2.json: it began at 2026-11-22T02:00:00.000Z, over 12 hours apart, unlike out\/shard-1.json: not of one run$/m,
  ],
  [
    'a shard of other baselines',
    async (cwd, endpoint) => {
      await writeFile(join(cwd, 'baselines/vco-fleet9.yaml'), `${baseline('vco-fleet9')}owner: someone else\n`);
      await auditShard(cwd, endpoint, 8);
    },
    /^out\/shard-8.json: it was audited with another baseline of vco-fleet9, unlike/m,
  ],
  [
    'a shard with one baseline more',
    async (cwd, endpoint) => {
      await writeFile(join(cwd, 'baselines/new.yaml'), baseline('vco-new'));
      await auditShard(cwd, endpoint, 8);
    },
    /^out\/shard-8.json: it was audited with another baseline of vco-new, unlike/m,
  ],
  [
    'a shard of another number of shards',
    (cwd, endpoint) => runIn(cwd, ['audit', '--endpoint', endpoint, '--shard', '2/4', '-o', `json=${fileOf(2)}`]),
    /^out\/shard-2.json: it is one of 4 shards, not of 8, unlike/m,
  ],
  [
    'a shard that fails on errors alone',
    (cwd) => edit(cwd, 6, (text) => text.replace('"failOn": "warning"', '"failOn": "error"')),
    /^out\/shard-6.json: it was made with --fail-on error, not --fail-on warning, unlike/m,
  ],
  [
    'a shard of the sample network',
    (cwd) => edit(cwd, 6, (text) => text.replaceAll(/"(kind|collectedFrom)": "api"/g, '"$1": "embedded"')),
    /^out\/shard-6.json: it was made with routes from embedded/m,
  ],
  [
    'a result of no shard',
    (cwd, endpoint) => runIn(cwd, ['audit', '--endpoint', endpoint, '-o', `json=${fileOf(7)}`]),
    /^out\/shard-7.json: it is not the result of a shard/m,
  ],
  [
    'a connection taken out of its shard',
    (cwd) => edit(cwd, 1, withoutFirst),
    /^out\/shard-1.json: vco-fleet\d+ falls into shard 1 of 8 and is not there$/m,
  ],
  [
    'another baseline than that of its fleet',
    (cwd) => edit(cwd, 1, (text) => text.replace(/("baselines": \[\s*\{[^}]*"sha256": ")\w+/, `$1${'0'.repeat(64)}`)),
    /^out\/shard-1.json: it holds another baseline of vco-fleet\d+ than its fleet$/m,
  ],
  [
    'a shard cut off',
    (cwd) => edit(cwd, 1, (text) => text.slice(0, -100)),
    /^out\/shard-1.json:\d+:\d+: not valid JSON/m,
  ],
  [
    'a number beyond the last',
    (cwd) => edit(cwd, 8, (text) => text.replace('"number": 8', '"number": 9')),
    /^out\/shard-8.json: there is no shard 9 of 8$/m,
  ],
];

test.each(refusals)('%s is refused', async (_, change, message) => {
  await afterAudit(async (cwd, endpoint) => {
    await change(cwd, endpoint);
    const ran = await runIn(cwd, ['merge', ...files]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(message) });
  });
});

async function edit(cwd: string, shard: number, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(cwd, fileOf(shard)), 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(join(cwd, fileOf(shard)), change(text));
}

/** As somebody would who wants it to look whole. */
function withoutFirst(text: string): string {
  const result = JSON.parse(text);
  const [gone, ...connections] = result.connections;
  const totals = {
    ...result.totals,
    connections: connections.length,
    inSync: result.totals.inSync - gone.inSync.length,
  };
  const baselines = result.baselines.filter(({ file }: { file: string }) => file !== gone.at.file);
  return JSON.stringify({ ...result, totals, baselines, connections });
}
