import { generateKeyPairSync } from 'node:crypto';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { formats } from '../../src/report/registry.ts';
import { auditWithEvidence, baselines, filesOf, fixSums, inCheckout, network, verify, withCopy } from './bundle.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keyFiles = {
  'private.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  'public.pem': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};
const reports = formats.flatMap((format) => ['-o', `${format}=out/${format}`]);

/** A signed bundle with every kind of file. */
async function withBundle(use: (bundle: string, key: string) => Promise<void>): Promise<void> {
  await inCheckout({ ...baselines, ...keyFiles }, async (cwd) => {
    const argv = [...reports, '--sign-key', 'private.pem', '--sts-endpoint', 'THE-API'];
    const { bundle, ran } = await auditWithEvidence(cwd, network, argv);
    expect(`${ran.exitCode} ${ran.stderr}`).toMatch(/^1 /);
    await use(bundle, join(cwd, 'public.pem'));
  });
}

/** What `verify` says of a copy of the bundle to which this was done. */
async function verdictOn(bundle: string, key: string, tamper: (copy: string) => Promise<unknown>): Promise<string> {
  return await withCopy(bundle, async (copy) => {
    await tamper(copy);
    const { exitCode, stdout, stderr } = await verify(copy, '--public-key', key);
    return `${exitCode} ${stdout.replace(`${copy} `, '')}${stderr}`;
  });
}

test('a bundle that nobody touched verifies, also where it is moved', async () => {
  await withBundle(async (bundle, key) => {
    const verdict = await verdictOn(bundle, key, async () => {});
    expect(verdict).toMatch(/^0 verifies\n/);
    expect(verdict).toContain('checked, by the key ');
    expect([...(await filesOf(bundle)).keys()]).toEqual([
      'SHA256SUMS',
      'attestation.dsse.json',
      'baselines/cn-hangzhou/vco-busy.yaml',
      'baselines/cn-hangzhou/vco-hq.yaml',
      'baselines/cn-shanghai/vco-long.yaml',
      'manifest.json',
      'predicate.json',
      'replies/caller.jsonl',
      'replies/cn-hangzhou/vco-busy/bgp.jsonl',
      'replies/cn-hangzhou/vco-busy/custom.jsonl',
      'replies/cn-hangzhou/vco-hq/bgp.jsonl',
      'replies/cn-hangzhou/vco-hq/custom.jsonl',
      'replies/cn-shanghai/vco-long/bgp.jsonl',
      'replies/cn-shanghai/vco-long/custom.jsonl',
      'reports/github.txt',
      'reports/html.html',
      'reports/json.json',
      'reports/junit-strict.xml',
      'reports/junit.xml',
      'reports/markdown.md',
      'reports/sarif.sarif',
      'reports/summary.md',
      'reports/text.txt',
      'result.json',
      'snapshot.json',
    ]);
  });
});

const regions = 8;

test('a byte that is flipped in any region of any file is seen, and the file is named', async () => {
  await withBundle(async (bundle, key) => {
    const files = await filesOf(bundle);
    const unseen: string[] = [];
    for (const [name, bytes] of files) {
      for (let region = 0; region < regions; region += 1) {
        const at = Math.floor(((region + Math.random()) * bytes.length) / regions);
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (region % 8));
        const verdict = await verdictOn(bundle, key, (copy) => writeFile(join(copy, name), flipped));
        // A flipped name or digest in SHA256SUMS is a file that is missing, added or changed.
        const named = verdict.includes(name) || name === 'SHA256SUMS';
        if (!verdict.startsWith('4 does not verify: ') || !named) unseen.push(`${name} at ${at}: ${verdict}`);
      }
    }
    expect(unseen).toEqual([]);
  });
});

test('a file that is dropped, added, renamed, emptied, doubled or made a link is seen, whichever it is', async () => {
  await withBundle(async (bundle, key) => {
    const unseen: string[] = [];
    const see = async (what: string, tamper: (copy: string) => Promise<unknown>) => {
      const verdict = await verdictOn(bundle, key, tamper);
      if (!verdict.startsWith('4 does not verify: ')) unseen.push(`${what}: ${verdict}`);
    };
    for (const [name, bytes] of await filesOf(bundle)) {
      await see(`${name} dropped`, (copy) => rm(join(copy, name)));
      await see(`${name} renamed`, (copy) => rename(join(copy, name), join(copy, `${name}.old`)));
      await see(`${name} emptied`, (copy) => writeFile(join(copy, name), ''));
      await see(`${name} doubled`, (copy) => writeFile(join(copy, name), Buffer.concat([bytes, bytes])));
      await see(`beside ${name}`, (copy) => writeFile(join(copy, dirname(name), '.added'), ''));
      await see(`${name} as a link`, async (copy) => {
        await rename(join(copy, name), `${copy}.aside`);
        await symlink(`${copy}.aside`, join(copy, name));
      });
    }
    expect(unseen).toEqual([]);
  });
});

test('a signed bundle with a predicate that is no JSON, or no file, does not verify', async () => {
  await withBundle(async (bundle, key) => {
    const verdict = await verdictOn(bundle, key, async (copy) => {
      await writeFile(join(copy, 'predicate.json'), 'passed');
      await fixSums(copy);
    });
    expect(verdict).toMatch(/^4 does not verify: predicate\.json is not JSON/);
    for (const name of ['SHA256SUMS', 'attestation.dsse.json', 'predicate.json']) {
      const asDirectory = await verdictOn(bundle, key, async (copy) => {
        await rm(join(copy, name));
        await mkdir(join(copy, name));
      });
      expect(asDirectory).toMatch(/^4 does not verify: /);
    }
  });
});

test('whoever makes the digests right again lacks the key', async () => {
  await withBundle(async (bundle, key) => {
    const verdict = await verdictOn(bundle, key, async (copy) => {
      await writeFile(join(copy, 'reports/text.txt'), 'all is well\n');
      await fixSums(copy);
    });
    expect(verdict).toBe('4 does not verify: attestation.dsse.json: it is not a signed statement about these files\n');
  });
});
