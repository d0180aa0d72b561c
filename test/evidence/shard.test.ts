import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { auditWithEvidence, fixSums, inCheckout, verify, withCopy } from './bundle.ts';

const baseline = (id: string) => `version: 1\nconnection: ${id}\nregion: cn-hangzhou\ncustom: { routes: [] }\n`;
const ids = ['vco-a', 'vco-b', 'vco-c', 'vco-d'];
const files = Object.fromEntries(ids.map((id) => [`baselines/${id}.yaml`, baseline(id)]));
const state = { connections: ids.map((id) => ({ id, region: 'cn-hangzhou', routes: [] })) };

test('the bundle of a shard verifies, and says which share it is of', async () => {
  await inCheckout(files, async (cwd) => {
    const { ran, bundle } = await auditWithEvidence(cwd, state, ['--shard', '1/2']);
    expect(ran.exitCode).toBe(0);
    expect(await verify(bundle)).toMatchObject({ exitCode: 0 });
    const manifest = JSON.parse(await readFile(join(bundle, 'manifest.json'), 'utf8'));
    expect(manifest.shard).toMatchObject({ number: 1, of: 2 });
    expect(manifest.shard.fleet).toHaveLength(ids.length);
    expect(manifest.scope.found.length).toBeLessThan(ids.length);
  });
});

test('a bundle that lacks a connection of its shard does not, whatever its digests', async () => {
  await inCheckout(files, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, state, ['--shard', '1/2']);
    await withCopy(bundle, async (copy) => {
      for (const name of ['manifest.json', 'result.json']) {
        const text = await readFile(join(copy, name), 'utf8');
        await writeFile(join(copy, name), text.replace('"number": 1', '"number": 2'));
      }
      await rm(join(copy, 'attestation.dsse.json'), { force: true });
      await fixSums(copy);
      expect(await verify(copy)).toMatchObject({ exitCode: 4 });
    });
  });
});
