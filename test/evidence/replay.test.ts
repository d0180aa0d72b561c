import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { World } from '../../src/cli/world.ts';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import type { Fault } from '../../src/emulator/fault.ts';
import { baseline, inFolder } from '../cli/fixture.ts';
import { runIn } from '../cli/testWorld.ts';
import { plantedKey } from '../collect/asking.ts';
import { type Received, type Say, withServer } from '../collect/withServer.ts';
import { auditWithEvidence, filesOf, verify } from './bundle.ts';

const { id, secret, securityToken: token } = plantedKey;
const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
  ALIBABA_CLOUD_SECURITY_TOKEN: token,
};
const leak = new RegExp([id, secret, token, '\\bAuthorization\\b', 'ACS3-HMAC', 'Signature='].join('|'), 'i');

const rows = Array.from({ length: 130 }, (_, i) => `    - { destination: 10.0.${i}.0/24, weight: 100 }\n`).join('');
const bgp = Array.from({ length: 130 }, (_, i) => `    - { destination: 172.16.${i}.0/24, source: CLOUD }\n`).join('');
const long = `version: 1
connection: vco-hq
region: cn-hangzhou
custom:
  routes:
${rows}bgp:
  routes:
${bgp}`;
const files = { 'baselines/hq.yaml': long, 'baselines/other.yaml': baseline('vco-other') };

function stateWith(faults: readonly Fault[]): EmulatorState {
  return {
    accessKeys: [{ id, secret, securityToken: token }],
    connections: [
      {
        id: 'vco-hq',
        region: 'cn-hangzhou',
        generate: [
          { count: 130, from: '10.0.0.0/24' },
          { count: 130, from: '172.16.0.0/24', type: 'bgp', source: 'CLOUD' },
        ],
      },
      { id: 'vco-other', region: 'cn-hangzhou', routes: [{ destination: '192.168.10.0/24' }] },
    ],
    faults,
  };
}

const always = ['--allow-dirty', '--sts-endpoint', 'THE-API', '-o', 'json', '-o', 'junit=out/routes.xml'];

/** Audits, and holds the bundle to what every bundle must be: it verifies, and holds no secret. */
async function evidenceOf(state: EmulatorState, changes: Partial<World> = {}) {
  return await inFolder(files, async (cwd) => {
    const { bundle, ran, requests } = await auditWithEvidence(cwd, state, always, { env, ...changes });
    expect(`${ran.exitCode} ${ran.stderr}`).toMatch(/^[013] .*evidence of this run/s);
    const verified = await verify(bundle);
    expect(`${verified.exitCode} ${verified.stdout}${verified.stderr}`).toMatch(/^0 /);
    expect(await everythingIn(bundle)).not.toMatch(leak);
    const result = JSON.parse(await readFile(join(bundle, 'result.json'), 'utf8'));
    const manifest = JSON.parse(await readFile(join(bundle, 'manifest.json'), 'utf8'));
    return { result, manifest, requests };
  });
}

async function everythingIn(bundle: string): Promise<string> {
  return [...(await filesOf(bundle))].map(([name, bytes]) => `${name}\n${bytes}`).join('\n');
}

const shift = (on: readonly number[], type: 'custom' | 'bgp', route: string): Fault => ({
  kind: 'table-edit',
  connection: 'vco-hq',
  on,
  type,
  insert: [{ destination: route, type, ...(type === 'bgp' ? { source: 'CLOUD' } : {}) }],
});

test('a bundle of a run in which pages shifted verifies, and its result says how often it had to read', async () => {
  const faults = [
    shift([2], 'custom', '10.200.0.0/24'),
    { kind: 'table-edit', connection: 'vco-hq', on: [3], type: 'custom', remove: ['10.0.3.0/24', '10.0.4.0/24'] },
    shift([4], 'bgp', '172.20.0.0/24'),
  ] as const satisfies readonly Fault[];
  const { result, manifest, requests } = await evidenceOf(stateWith(faults));
  expect(new Set(requests.flatMap((request) => request.faults))).toEqual(new Set(['table-edit']));
  const [hq] = result.connections;
  expect(hq.completeness.custom.passes).toBeGreaterThan(1);
  expect(manifest.completeness[0].custom.passes).toBe(hq.completeness.custom.passes);
});

const faults: readonly Fault[] = [
  { kind: 'throttling', every: 2, retryAfterMs: 5, status: 429 },
  { kind: 'throttling' },
  { kind: 'service-unavailable', every: 3 },
  { kind: 'service-unavailable' },
  { kind: 'internal-error', on: [1, 2, 3, 4, 5] },
  { kind: 'error-with-200', on: [1, 2] },
  { kind: 'error-with-200', code: 'SignatureDoesNotMatch', message: `${id} ${secret} ${token}` },
  { kind: 'html-page' },
  { kind: 'html-page', status: 200, on: [2] },
  { kind: 'bare-body', body: '', on: [1] },
  { kind: 'bare-body', body: `{"Code":"x","RequestId":"${id}"}` },
  { kind: 'clamped-page-size', size: 20 },
  { kind: 'clamped-page-size', size: 1, echo: true },
  { kind: 'page-number-ignored' },
  { kind: 'total-count-missing' },
  { kind: 'total-count-as-string' },
  { kind: 'total-count-of-page' },
  { kind: 'total-count-off', by: 3 },
  { kind: 'total-count-moving' },
  { kind: 'short-page', rows: 7, every: 2 },
  { kind: 'duplicate-row', hides: true },
  { kind: 'foreign-row', of: 'type', on: [2] },
  { kind: 'reply-fields', set: { NextToken: token } },
  { kind: 'reply-fields', set: { VpnRouteCounts: [{ RouteEntryType: 'custom', RouteCount: 9 }] } },
  { kind: 'dripping-body', ms: 1, pieces: 3, on: [1] },
  { kind: 'reset-before-reply', on: [1, 3] },
  { kind: 'reset-before-reply' },
  { kind: 'reset-within-body', on: [2] },
  { kind: 'truncated-body', on: [1] },
  { kind: 'table-edit', on: [2], insert: [{ destination: '10.201.0.0/24', nextHop: secret }] },
  { kind: 'table-edit', every: 2, insert: [{ destination: '10.202.0.0/24' }] },
];

test.each(faults)('a bundle of a run in which the API did $kind verifies, and holds no secret', async (fault) => {
  const { requests } = await evidenceOf(stateWith([{ connection: 'vco-hq', ...fault }]));
  expect(requests.flatMap((request) => request.faults)).toContain(fault.kind);
});

test.each<[string, EmulatorState['accessKeys'], string]>([
  ['is unknown', [{ id: 'another', secret, securityToken: token }], 'InvalidAccessKeyId.NotFound'],
  ['has another secret', [{ id, secret: 'another', securityToken: token }], 'SignatureDoesNotMatch'],
  ['has expired', [{ id, secret, securityToken: token, expired: true }], 'InvalidSecurityToken.Expired'],
])('a bundle of a run whose key %s verifies, and says so', async (_, accessKeys = [], code) => {
  const { manifest, result } = await evidenceOf({ ...stateWith([]), accessKeys });
  expect(manifest.caller).toEqual({ state: 'unknown', code });
  expect(result).toMatchObject({ verdict: 'incomplete', connections: [{ reason: { code } }, { reason: { code } }] });
});

test('a bundle of a run without credentials verifies', async () => {
  const { result } = await evidenceOf(stateWith([]), { env: {} });
  expect(result.connections).toMatchObject([
    { reason: { code: 'NoCredentials' } },
    { reason: { code: 'NoCredentials' } },
  ]);
});

test('a bundle of a run that gave up during an outage verifies', async () => {
  let time = 0;
  const elapsed = () => {
    time += 10_000;
    return time;
  };
  const { result } = await evidenceOf(stateWith([{ kind: 'service-unavailable' }]), { elapsed });
  expect(result.verdict).toBe('incomplete');
});

const echo = ({ url, headers }: Received) => `${url} ${secret} ${id} ${JSON.stringify(headers)}`;

test.each<[string, Say]>([
  [
    'an error',
    (response, request) => response.writeHead(400).end(JSON.stringify({ Code: 'X', Message: echo(request) })),
  ],
  [
    'the request id of an error',
    (response) => response.writeHead(403).end(JSON.stringify({ Code: 'X', RequestId: id })),
  ],
  [
    'an error that quotes how it was signed',
    (response, { headers }) => {
      const Message = `string to sign: ${String(headers.authorization).split(' ')[0]}`;
      response.writeHead(400).end(JSON.stringify({ Code: 'SignatureDoesNotMatch', Message }));
    },
  ],
  ['a page of HTML', (response, request) => response.end(`<html>${echo(request)}</html>`)],
  [
    'headers',
    (response) => response.writeHead(500, { 'x-acs-request-id': id, 'retry-after': secret, date: token }).end(),
  ],
  ['bytes that are no UTF-8', (response) => response.end(Buffer.from([0x7b, 0xff, 0x7d]))],
  ['a row', (response) => response.end(JSON.stringify({ VcoRouteEntries: [{ RouteDest: secret, [token]: id }] }))],
])('no secret is in a bundle where the server says it back in %s', async (_, say) => {
  await inFolder(files, async (cwd) => {
    await withServer(say, async ({ endpoint }) => {
      const argv = [
        'audit',
        '--endpoint',
        endpoint,
        '--sts-endpoint',
        endpoint,
        '--evidence',
        'evidence',
        '--allow-dirty',
      ];
      const { stderr } = await runIn(cwd, [...argv, '-o', `json=out/${id}.json`], { env });
      const bundle = join(cwd, /^(\S+): the evidence/m.exec(stderr)?.[1] ?? '');
      expect(await everythingIn(bundle)).not.toMatch(leak);
      expect(await verify(bundle)).toMatchObject({ exitCode: 0 });
    });
  });
});

const anyFault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.constantFrom<Fault>(
      shift([], 'custom', '10.200.1.0/24'),
      shift([], 'bgp', '172.30.1.0/24'),
      { kind: 'table-edit', type: 'custom', remove: ['10.0.1.0/24', '10.0.77.0/24'] },
      { kind: 'table-edit', type: 'bgp', remove: ['172.16.60.0/24'] },
      { kind: 'throttling' },
      { kind: 'service-unavailable' },
      { kind: 'reset-before-reply' },
      { kind: 'truncated-body' },
      { kind: 'total-count-off', by: 1 },
      { kind: 'short-page', rows: 3 },
      { kind: 'duplicate-row' },
    ),
    fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }),
  )
  .map(([fault, on]) => ({ ...fault, connection: 'vco-hq', on }));

test('a bundle verifies whatever the API did and whenever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFault, { minLength: 1, maxLength: 6 }), async (mixed) => {
      await evidenceOf(stateWith(mixed));
    }),
    { numRuns: 15 },
  );
});
