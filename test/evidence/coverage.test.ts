import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Fault } from '../../src/emulator/fault.ts';
import { auditWithEvidence, fixSums, inCheckout, verify, withCopy } from './bundle.ts';

const baseline = (id: string) => `version: 1\nconnection: ${id}\nregion: cn-hangzhou\ncustom: { routes: [] }\n`;
const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/gone.yaml': baseline('vco-gone') };
const connection = (id: string) => ({ id, region: 'cn-hangzhou', routes: [], tags: { env: 'prod' } });
const connections = ['vco-a', 'vco-stray'].map(connection);
const argv = ['--discover', '--region', 'cn-beijing', '--tag', 'env'];
const list = 'replies/cn-hangzhou/connections.jsonl';

test('the replies that list connections are in the bundle, and say again which were there', async () => {
  await inCheckout(files, async (cwd) => {
    const { ran, bundle } = await auditWithEvidence(cwd, { connections }, argv);
    expect(ran.exitCode).toBe(1);
    expect(await verify(bundle)).toMatchObject({ exitCode: 0 });
    const manifest = JSON.parse(await readFile(join(bundle, 'manifest.json'), 'utf8'));
    expect(manifest.discovery).toEqual({ regions: ['cn-hangzhou', 'cn-beijing'], tags: [{ key: 'env', value: null }] });
    const result = JSON.parse(await readFile(join(bundle, 'result.json'), 'utf8'));
    expect(result.coverage.findings.map(({ kind }: { kind: string }) => kind)).toEqual([
      'missing-connection',
      'unmanaged-connection',
    ]);
    const predicate = JSON.parse(await readFile(join(bundle, 'predicate.json'), 'utf8'));
    expect(predicate.failedTests).toContain('coverage cn-hangzhou/vco-stray has a baseline');
    expect(await readFile(join(bundle, list), 'utf8')).toContain('DescribeVpnAttachments');
  });
});

test.each<readonly [string, Fault]>([
  ['calls that were made again', { kind: 'internal-error', action: 'DescribeVpnAttachments', on: [1, 2] }],
  ['a list that was never whole', { kind: 'total-count-off', by: 3, action: 'DescribeVpnAttachments' }],
  ['a list that nobody may read', { kind: 'forbidden', action: 'DescribeVpnAttachments' }],
])('a bundle with %s verifies', async (_, fault) => {
  await inCheckout(files, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, { connections, faults: [fault] }, argv);
    expect(await verify(bundle)).toMatchObject({ exitCode: 0 });
  });
});

/** Each in what `verify` must not believe, whatever the digests. */
const forgeries: readonly (readonly [string, (copy: string) => Promise<void>])[] = [
  [
    'a connection is taken out of the list',
    (copy) => edit(copy, list, (text) => text.replaceAll('vco-stray', 'vco-a')),
  ],
  ['the list is taken away', (copy) => rm(join(copy, list))],
  [
    'a finding is taken out of the result',
    (copy) => editJson(copy, 'result.json', ({ coverage }) => coverage.findings.pop()),
  ],
  [
    'the result says that nobody asked',
    (copy) =>
      editJson(copy, 'result.json', (result) => {
        result.coverage = null;
      }),
  ],
  [
    'the manifest says that nobody asked',
    (copy) =>
      editJson(copy, 'manifest.json', (it) => {
        it.discovery = null;
      }),
  ],
  [
    'the tags are others',
    (copy) =>
      editJson(copy, 'manifest.json', ({ discovery }) => {
        discovery.tags[0].value = 'x';
      }),
  ],
  ['a region is left out', (copy) => editJson(copy, 'manifest.json', ({ discovery }) => discovery.regions.pop())],
  [
    'a region is a path',
    (copy) =>
      editJson(copy, 'manifest.json', ({ discovery }) => {
        discovery.regions[0] = '../..';
      }),
  ],
];

test.each(forgeries)('where %s, the bundle does not verify', async (_, forge) => {
  await inCheckout(files, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, { connections }, argv);
    await withCopy(bundle, async (copy) => {
      await forge(copy);
      await fixSums(copy);
      expect(await verify(copy)).toMatchObject({ exitCode: 4 });
    });
  });
});

async function edit(copy: string, name: string, change: (text: string) => string): Promise<void> {
  const path = join(copy, name);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

// biome-ignore lint/suspicious/noExplicitAny: what is edited is no longer of any type
async function editJson(copy: string, name: string, change: (value: any) => unknown): Promise<void> {
  await edit(copy, name, (text) => {
    const value = JSON.parse(text);
    change(value);
    return `${JSON.stringify(value, null, 2)}\n`;
  });
}
