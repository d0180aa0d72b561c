import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditWithEvidence, baselines, filesOf, fixSums, inCheckout, network, verify, withCopy } from './bundle.ts';

const reports = ['text', 'json'].flatMap((format) => ['-o', `${format}=out/${format}`]);
const argv = [...reports, '--sts-endpoint', 'THE-API'];

let bundle = '';
let removeBundle = () => {};

/** No test changes it. */
beforeAll(async () => {
  await new Promise<void>((ready, fail) => {
    inCheckout(baselines, async (cwd) => {
      const audited = await auditWithEvidence(cwd, network, argv);
      expect(`${audited.ran.exitCode} ${audited.ran.stderr}`).toMatch(/^1 /);
      bundle = audited.bundle;
      ready();
      await new Promise<void>((remove) => {
        removeBundle = remove;
      });
    }).catch(fail);
  });
});

afterAll(() => removeBundle());

/** What `verify` says of a copy to which this was done, and whose digests are right again. */
async function verdictOn(forge: (copy: string) => Promise<unknown>): Promise<string> {
  return await withCopy(bundle, async (copy) => {
    await forge(copy);
    await fixSums(copy);
    const { exitCode, stdout, stderr } = await verify(copy);
    return `${exitCode} ${stdout.replace(`${copy} `, '')}${stderr}`;
  });
}

async function edit(copy: string, name: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(copy, name), 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(join(copy, name), changed);
}

const hq = 'replies/cn-hangzhou/vco-hq/custom.jsonl';
const long = 'replies/cn-shanghai/vco-long/custom.jsonl';
const busy = 'replies/cn-hangzhou/vco-busy/custom.jsonl';
const linesOf = (text: string) => text.split(/(?<=\n)/);

test.each<[what: string, name: string, change: (text: string) => string]>([
  ['the weight in a raw page', hq, (text) => text.replaceAll('Weight\\":0', 'Weight\\":100')],
  ['a route taken out of a raw page', hq, (text) => text.replaceAll(/\{[^{}]*192\.168\.99\.0[^{}]*\}/g, '{}')],
  ['a raw page that is no JSON any more', hq, (text) => text.replace('TotalCount', 'Total\\"Count')],
  ['the request id in a raw page', hq, (text) => text.replace(/RequestId\\":\\"./, 'RequestId\\":\\"0')],
  ['the request id beside a raw page', hq, (text) => text.replace(/"requestId":"./, '"requestId":"Z')],
  ['the status of an answer', hq, (text) => text.replace('"status":200', '"status":500')],
  ['when an answer came', hq, (text) => text.replace(/"receivedAt":"2026/g, '"receivedAt":"2027')],
  ['when a question was asked', hq, (text) => text.replace(/"sentAt":"2026/g, '"sentAt":"2025')],
  ['which page was asked for', long, (text) => text.replace('"PageNumber":"2"', '"PageNumber":"3"')],
  [
    'which connection was asked for',
    hq,
    (text) => text.replace('"VpnConnectionId":"vco-hq"', '"VpnConnectionId":"vco-no"'),
  ],
  ['the last call left out', long, (text) => linesOf(text).slice(0, -1).join('')],
  ['a call in the middle left out', long, (text) => linesOf(text).toSpliced(1, 1).join('')],
  ['a call twice', long, (text) => text + (linesOf(text).at(-1) ?? '')],
  ['two calls the other way round', long, (text) => linesOf(text).reverse().join('')],
  ['why a connection could not be read', busy, (text) => text.replaceAll('Vco.StatusNotSupport', 'Forbidden')],
  ['a connection that could not be read, of which nothing was asked', busy, () => ''],
  ['space in a line', hq, (text) => text.replace('","', '", "')],
  ['whose keys they were', 'replies/caller.jsonl', (text) => text.replaceAll('1234567890123456', '6543210987654321')],
  [
    'a baseline that expects what is there',
    'baselines/cn-hangzhou/vco-hq.yaml',
    (text) => text.replace('20.0/24, weight: 100', '20.0/24, weight: 0'),
  ],
  ['a baseline with another comment', 'baselines/cn-hangzhou/vco-hq.yaml', (text) => `${text}# fine\n`],
  ['a waiver that ends later', 'baselines/cn-hangzhou/vco-hq.yaml', (text) => text.replace('2026-12-31', '2099-12-31')],
  ['a baseline that is none', 'baselines/cn-hangzhou/vco-hq.yaml', () => 'version: 2\n'],
  ['a row of the snapshot', 'snapshot.json', (text) => text.replace('"weight":0', '"weight":100')],
  [
    'two connections of the snapshot the other way round',
    'snapshot.json',
    (text) =>
      linesOf(text)
        .toSpliced(1, 2, linesOf(text)[2] ?? '', linesOf(text)[1] ?? '')
        .join(''),
  ],
  ['a snapshot with something after it', 'snapshot.json', (text) => `${text}\n`],
  ['the source of the snapshot', 'snapshot.json', (text) => text.replace('"api"', '"embedded"')],
  ['the verdict of the result', 'result.json', (text) => text.replace('"verdict": "drifted"', '"verdict": "in-sync"')],
  ['space in the result', 'result.json', (text) => text.replace('\n', '\n ')],
  ['a result that is no JSON', 'result.json', (text) => text.slice(1)],
  ['a report', 'reports/text.txt', () => 'in sync\n'],
  ['the test result', 'predicate.json', (text) => text.replace('FAILED', 'PASSED')],
  ['the verdict in the manifest', 'manifest.json', (text) => text.replace('"drifted"', '"in-sync"')],
  [
    'the connections left out in the manifest',
    'manifest.json',
    (text) => text.replace(/"leftOut": \[[^\]]*\]/, '"leftOut": []'),
  ],
  [
    'the waivers in the manifest',
    'manifest.json',
    (text) => text.replace('"owner": "netops@example.com"', '"owner": "ciso@example.com"'),
  ],
  [
    'the time in the manifest, by which waivers expire',
    'manifest.json',
    (text) => text.replace('"startedAt": "2026', '"startedAt": "2027'),
  ],
  [
    'what fails a run, in the manifest',
    'manifest.json',
    (text) => text.replace('"failOn": "warning"', '"failOn": "error"'),
  ],
  [
    'the file that a baseline was, in the manifest',
    'manifest.json',
    (text) => text.replace('"file": "baselines/hq.yaml"', '"file": "baselines/other.yaml"'),
  ],
  ['the account in the manifest', 'manifest.json', (text) => text.replaceAll('1234567890123456', '6543210987654321')],
  ['how many calls there were, in the manifest', 'manifest.json', (text) => text.replace(/"made": \d+/, '"made": 1')],
  [
    'how often a table could be read, in the manifest',
    'manifest.json',
    (text) => text.replace('"passes": 5', '"passes": 1'),
  ],
  ['a manifest of a version to come', 'manifest.json', (text) => text.replace('"version": 1', '"version": 1000')],
  ['a manifest of a time that is none', 'manifest.json', (text) => text.replaceAll('2026-11-23', '2026-99-99')],
  ['a reply of a time that is none', hq, (text) => text.replaceAll('2026-11-23', '2026-99-99')],
  ['a test result that is no JSON', 'predicate.json', () => 'passed'],
  ['a manifest with a key twice', 'manifest.json', (text) => text.replace('{', '{ "verdict": "in-sync",')],
  ['a manifest with a key more', 'manifest.json', (text) => text.replace('{', '{ "signedOff": true,')],
  ['a manifest with no baseline', 'manifest.json', (text) => text.replace(/"found": \[[^\]]*\]/, '"found": []')],
  ['a manifest without a report that is there', 'manifest.json', (text) => text.replace('"text",', '')],
])('%s does not verify, with digests that are right again', async (_, name, change) => {
  expect(await verdictOn((copy) => edit(copy, name, change))).toMatch(/^4 does not verify: /);
});

test('a changed baseline does not verify where the manifest and the result were given its digest too', async () => {
  const verdict = await verdictOn(async (copy) => {
    const name = 'baselines/cn-hangzhou/vco-hq.yaml';
    const digest = async () =>
      createHash('sha256')
        .update(await readFile(join(copy, name)))
        .digest('hex');
    const before = await digest();
    await edit(copy, name, (text) => text.replace('20.0/24, weight: 100', '20.0/24, weight: 0'));
    const after = await digest();
    for (const other of ['manifest.json', 'result.json', 'predicate.json', 'reports/json.json']) {
      await edit(copy, other, (text) => text.replaceAll(before, after));
    }
  });
  expect(verdict).toBe('4 does not verify: result.json: /verdict is not what the replies and baselines show\n');
});

test.each(['notes.txt', 'baselines/extra.yaml', 'reports/github.txt', 'replies/cn-hangzhou/vco-other/custom.jsonl'])(
  '%s, a file that nothing accounts for, does not verify though it is listed',
  async (name) => {
    const verdict = await verdictOn(async (copy) => {
      await mkdir(dirname(join(copy, name)), { recursive: true });
      await writeFile(join(copy, name), '');
    });
    expect(verdict).toBe(`4 does not verify: ${name} belongs to nothing that manifest.json names\n`);
  },
);

test('no file of another bundle fits, though all digests are right', async () => {
  const tomorrow = { now: () => new Date('2026-11-24T02:00:00Z') };
  const other = {
    connections: network.connections.map(({ routes = [], ...connection }) =>
      connection.state === 'updating'
        ? { ...connection, state: 'forbidden' as const }
        : {
            ...connection,
            routes: [
              ...routes,
              { destination: '192.168.30.0/24' },
              { destination: '10.9.0.0/16', type: 'bgp' as const, source: 'CLOUD' },
            ],
          },
    ),
  };
  const changed = Object.fromEntries(Object.entries(baselines).map(([name, text]) => [name, `${text}# two\n`]));
  await inCheckout(changed, async (cwd) => {
    const second = await auditWithEvidence(cwd, other, argv, tomorrow);
    expect((await verify(second.bundle)).exitCode).toBe(0);
    const unseen: string[] = [];
    for (const [name, bytes] of await filesOf(second.bundle)) {
      if (name === 'SHA256SUMS') continue;
      const verdict = await verdictOn((copy) => writeFile(join(copy, name), bytes));
      if (!verdict.startsWith('4 does not verify: ')) unseen.push(`${name}: ${verdict}`);
    }
    expect(unseen).toEqual([]);
  });
});

/** Of each leaf of a JSON value, the value with that leaf changed. */
function* withLeafChanged(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) {
    yield [...value, null];
    for (const [i, item] of value.entries()) for (const changed of withLeafChanged(item)) yield value.with(i, changed);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      for (const changed of withLeafChanged(member)) yield { ...value, [key]: changed };
    }
  } else {
    yield typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value ?? ''}x`;
  }
}

test('no value of the result can be another one, in a bundle whose digests are right again', async () => {
  const result: unknown = JSON.parse(await readFile(join(bundle, 'result.json'), 'utf8'));
  const unseen: unknown[] = [];
  const all = [...withLeafChanged(result)];
  expect(all.length).toBeGreaterThan(300);
  for (let i = 0; i < all.length; i += 29) {
    const text = `${JSON.stringify(all[i], null, 2)}\n`;
    const verdict = await verdictOn((copy) => writeFile(join(copy, 'result.json'), text));
    if (!/^4 does not verify: result\.json: \/.* is not what the replies and baselines show/.test(verdict)) {
      unseen.push(verdict);
    }
  }
  expect(unseen).toEqual([]);
});
