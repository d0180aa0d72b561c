import { createHash, generateKeyPairSync, type KeyObject, verify as verifySignature } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { baseline, networkOf } from '../cli/fixture.ts';
import { auditWithEvidence, baselines, filesOf, inCheckout, network, verify } from './bundle.ts';

const [ours, theirs] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => key.export({ type, format: 'pem' }).toString();
const keys = {
  'ours.pem': pem(ours.privateKey, 'pkcs8'),
  'ours.pub': pem(ours.publicKey, 'spki'),
  'theirs.pub': pem(theirs.publicKey, 'spki'),
};
const signed = ['--sign-key', 'ours.pem'];

/** As https://github.com/secure-systems-lab/dsse/blob/master/protocol.md defines it. */
const preAuthEncoding = (type: string, payload: Buffer) =>
  Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);

test('the attestation is an in-toto statement about every file in a DSSE envelope, and no file holds the key', async () => {
  await inCheckout({ ...baselines, ...keys }, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, network, signed);
    const files = await filesOf(bundle);
    const envelope = JSON.parse(files.get('attestation.dsse.json')?.toString() ?? '');
    expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
    const payload = Buffer.from(envelope.payload, 'base64');
    const [{ keyid, sig }, ...more] = envelope.signatures;
    const data = preAuthEncoding(envelope.payloadType, payload);
    expect(more).toEqual([]);
    expect(verifySignature(null, data, ours.publicKey, Buffer.from(sig, 'base64'))).toBe(true);
    expect(keyid).toBe(
      createHash('sha256')
        .update(ours.publicKey.export({ type: 'spki', format: 'der' }))
        .digest('hex'),
    );
    const listed = (files.get('SHA256SUMS')?.toString() ?? '')
      .trim()
      .split('\n')
      .map((line) => line.split('  '));
    expect(JSON.parse(payload.toString())).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: listed.map(([sha256, name]) => ({ name, digest: { sha256 } })),
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      predicate: JSON.parse(files.get('predicate.json')?.toString() ?? ''),
    });
    const secret = keys['ours.pem'].split('\n')[1] ?? '';
    for (const bytes of files.values()) expect(bytes.includes(secret)).toBe(false);
  });
});

test('the signature is checked where a key is given, and said not to be where none is', async () => {
  await inCheckout({ ...baselines, ...keys }, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, network, signed);
    const by = async (...key: readonly string[]) => {
      const { exitCode, stdout } = await verify(bundle, ...key);
      return `${exitCode} ${stdout.replace(`${bundle} `, '')}`;
    };
    expect(await by('--public-key', join(cwd, 'ours.pub'))).toMatch(
      /^0 verifies\n[\s\S]*signature {2}checked, by the key/,
    );
    expect(await by()).toMatch(/^0 verifies\n[\s\S]*NOT CHECKED/);
    expect(await by('--public-key', join(cwd, 'theirs.pub'))).toMatch(/^4 does not verify: .*signed by another key/);
    expect(await by('--public-key', join(cwd, 'baselines/hq.yaml'))).toMatch(/^2 /);
  });
});

test('a bundle that is not signed does not verify with a key', async () => {
  await inCheckout({ ...baselines, ...keys }, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, network);
    const verified = await verify(bundle, '--public-key', join(cwd, 'ours.pub'));
    expect(verified).toMatchObject({ exitCode: 4, stdout: expect.stringContaining('the bundle is not signed') });
  });
});

test('the signature of another is found out, though it names our key', async () => {
  await inCheckout({ ...baselines, ...keys, 'theirs.pem': pem(theirs.privateKey, 'pkcs8') }, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, network, ['--sign-key', 'theirs.pem']);
    const file = join(bundle, 'attestation.dsse.json');
    const idOf = (key: KeyObject) =>
      createHash('sha256')
        .update(key.export({ type: 'spki', format: 'der' }))
        .digest('hex');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(idOf(theirs.publicKey), idOf(ours.publicKey)));
    const verified = await verify(bundle, '--public-key', join(cwd, 'ours.pub'));
    expect(verified).toMatchObject({ exitCode: 4, stdout: expect.stringContaining('its signature is wrong') });
  });
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const withPassPhrase = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const;

test.each([
  ['of RSA', pem(rsa.privateKey, 'pkcs8')],
  ['with a pass phrase', ours.privateKey.export(withPassPhrase).toString()],
  ['that is public', keys['ours.pub']],
  ['that is cut', keys['ours.pem'].slice(0, 60)],
])('a key %s signs nothing, and is not quoted', async (_, text) => {
  await inCheckout({ 'baselines/hq.yaml': baseline(), 'key.pem': text }, async (cwd) => {
    const { ran, bundles } = await auditWithEvidence(cwd, networkOf('vco-hq'), ['--sign-key', 'key.pem']);
    expect(bundles).toEqual([]);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('PKCS#8 PEM without a pass phrase') });
    expect(ran.stderr).not.toContain(text.split('\n')[1]);
  });
});

test.each([
  [
    'PASSED',
    100,
    '2020-01-01',
    {
      passedTests: ['cn-hangzhou/vco-hq custom 192.168.10.0/24', 'cn-hangzhou/vco-hq custom 192.168.20.0/24'],
      warnedTests: [],
      failedTests: [],
    },
  ],
  [
    'WARNED',
    0,
    '2099-01-01',
    {
      passedTests: ['cn-hangzhou/vco-hq custom 192.168.10.0/24'],
      warnedTests: ['cn-hangzhou/vco-hq custom 192.168.20.0/24'],
      failedTests: [],
    },
  ],
  [
    'FAILED',
    0,
    '2020-01-01',
    {
      passedTests: ['cn-hangzhou/vco-hq custom 192.168.10.0/24'],
      warnedTests: [],
      failedTests: ['cn-hangzhou/vco-hq custom 192.168.20.0/24'],
    },
  ],
])('the predicate is %s with weight %s where the waiver ends on %s', async (result, weight, expires, tests) => {
  const waiver = `waivers:\n  - { id: W, destination: 192.168.20.0/24, reason: r, owner: o, expires: ${expires} }\n`;
  await inCheckout({ 'baselines/hq.yaml': baseline('vco-hq', weight) + waiver }, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, networkOf('vco-hq'));
    expect(JSON.parse(await readFile(join(bundle, 'predicate.json'), 'utf8'))).toEqual({
      result,
      configuration: [{ name: 'baselines/hq.yaml', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }],
      ...tests,
    });
  });
});

test('a connection that nobody could look at has failed, and its routes were not tested', async () => {
  await inCheckout({ 'baselines/hq.yaml': baseline() }, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, { connections: [] });
    expect(JSON.parse(await readFile(join(bundle, 'predicate.json'), 'utf8'))).toMatchObject({
      result: 'FAILED',
      passedTests: [],
      warnedTests: [],
      failedTests: ['cn-hangzhou/vco-hq connection is readable'],
    });
  });
});
