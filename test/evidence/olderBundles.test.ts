import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { bundleVersion } from '../../src/evidence/bundle.ts';
import { fixSums, verify, withCopy } from './bundle.ts';

/** A bundle of each version, as the program of its time wrote and signed it: none of them is ever written again. */
const folder = fileURLToPath(new URL('../../../test/evidence/bundles/', import.meta.url));
const versions = (await readdir(folder)).filter((name) => !name.endsWith('.pub')).sort();

test('there is a bundle of every version so far', () => {
  expect(versions).toEqual(Array.from({ length: bundleVersion }, (_, i) => `version-${i + 1}`));
});

test.each(versions)('a bundle of %s still verifies', async (version) => {
  const verified = await verify(join(folder, version), '--public-key', join(folder, `${version}.pub`));
  expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('checked, by the key ') });
  expect(verified.stdout).toContain('NOT RENDERED AGAIN: another build of this program wrote them');
  expect(verified.stdout).toContain('1 of 2 connections could not be checked');
});

test.each<[what: string, name: string, change: (text: string) => string]>([
  ['a verdict', 'result.json', (text) => text.replace('"drifted"', '"in-sync"')],
  ['a verdict that is stated twice', 'result.json', (text) => text.replace('{', '{ "verdict": "in-sync",')],
  ['a severity', 'result.json', (text) => text.replace('"severity": "error"', '"severity": "notice"')],
  [
    'findings that are gone',
    'result.json',
    (text) => text.replace(/"findings": \[[\s\S]*\],\n( *)"notE/, '"findings": [],\n$1"notE'),
  ],
  ['findings that are not even stated', 'result.json', (text) => text.replaceAll('"findings"', '"notes"')],
  [
    'a raw page',
    'replies/cn-hangzhou/vco-bp1hq0hangzhou00001/custom.jsonl',
    (text) => text.replaceAll('00002', '00001'),
  ],
  ['a row of the snapshot', 'snapshot.json', (text) => text.replaceAll('00002', '00001')],
  ['a baseline', 'baselines/cn-hangzhou/vco-bp1hq0hangzhou00001.yaml', (text) => text.replace('30.0/24', '31.0/24')],
  ['a commit that was dirty', 'manifest.json', (text) => text.replace('"dirty"', '"tidy"')],
  ['connections left out', 'manifest.json', (text) => text.replace(/"leftOut": \[[^\]]*\]/, '"leftOut": []')],
  ['the test result', 'predicate.json', (text) => text.replace('FAILED', 'PASSED')],
])('%s can be changed in no bundle of another build', async (_, name, change) => {
  for (const version of versions) {
    await withCopy(join(folder, version), async (copy) => {
      const text = await readFile(join(copy, name), 'utf8');
      expect(change(text)).not.toBe(text);
      await writeFile(join(copy, name), change(text));
      await rm(join(copy, 'attestation.dsse.json'));
      await fixSums(copy);
      expect((await verify(copy)).exitCode).toBe(4);
    });
  }
});
