import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { dropKeys } from '../../src/collect/dropKeys.ts';
import { everythingIn } from '../cli/fixture.ts';
import { auditWithEvidence, inCheckout, verify } from '../evidence/bundle.ts';

const psk = 'planted-pre-shared-key';
const bgp = 'planted-bgp-key';

test.each([
  ['as DescribeVpnConnection has it', { IkeConfig: { Psk: psk, IkeVersion: 'ikev2' } }],
  ['of a tunnel', { TunnelOptionsSpecification: { TunnelOptions: [{ TunnelIkeConfig: { Psk: psk } }] } }],
  ['of a BGP session', { VpnBgpConfig: { AuthKey: bgp, LocalAsn: 65001 } }],
  ['by other names', { pre_shared_key: psk, PreSharedKey: psk, BgpAuthKey: bgp }],
  ['in a list', [{ PSK: [psk, bgp] }]],
])('a key %s is dropped, and nothing else', (_, value) => {
  const dropped = dropKeys(JSON.stringify(value));
  for (const secret of [psk, bgp]) expect(dropped).not.toContain(secret);
  const blank = JSON.stringify(value)
    .replaceAll(`["${psk}","${bgp}"]`, '"…"')
    .replaceAll(psk, '…')
    .replaceAll(bgp, '…');
  expect(dropped).toBe(blank);
});

test('a name that is written with escapes is the same name', () => {
  expect(dropKeys(`{"\\u0050sk":"${psk}"}`)).toBe('{"Psk":"…"}');
});

test.each([
  ['is no JSON', `{"IkeConfig":{"Psk" : "${psk}", "x": 1`],
  ['is no JSON, with JSON as text in it', `{"IkeConfig":"{\\"Psk\\":\\"${psk}\\"}",`],
  ['is XML', `<IkeConfig><Psk>${psk}</Psk></IkeConfig>`],
  ['has single quotes', `{'Psk': '${psk}'}`],
  ['is too deep to read, with an escaped name', `${'['.repeat(9000)}{"\\u0050sk":"${psk}"}`],
])('of what %s, and may hold a key, nothing is kept', (_, body) => {
  expect(dropKeys(body)).toBeNull();
});

test('a member that stands twice hides no key', () => {
  expect(dropKeys(`{"a":{"Psk":"${psk}"},"a":1}`) ?? '').not.toContain(psk);
});

test.each(['PreSharedKeys', 'pre-shared_key', 'BgpAuthPassword', 'Md5Key'])('%s is a key', (name) => {
  expect(dropKeys(JSON.stringify({ [name]: psk })) ?? '').not.toContain(psk);
});

test.each([
  '{"NextHop":"vco-a","Weight":100}',
  '{"Name":"shared psk of auth"}',
  '{"Tags":[{"Key":"psk","Value":"auth_key"}]}',
  '<html>Authorization required</html>',
  '{"Weight":1e400,"Description":"auth"}',
  '',
])('an answer without keys stays byte for byte: %s', (body) => expect(dropKeys(body)).toBe(body));

const baseline = 'version: 1\nconnection: vco-a\nregion: cn-hangzhou\ncustom: { routes: [] }\n';
const row = {
  InstanceId: 'vco-a',
  TransitRouterId: 'tr-1',
  IkeConfig: { Psk: psk },
  Tag: `{"Psk":"${psk}"}`,
  TunnelOptionsSpecification: [{ TunnelIkeConfig: { Psk: psk }, TunnelBgpConfig: { AuthKey: bgp } }],
};

test('keys that the list of connections should not hold are in no report, no output and no file of the evidence', async () => {
  const set = { VpnAttachments: [row], TotalCount: 1, AuthKey: bgp };
  const faults = [{ kind: 'reply-fields', action: 'DescribeVpnAttachments', on: [1], set } as const];
  const state = { connections: [{ id: 'vco-a', region: 'cn-hangzhou', routes: [] }], faults };
  await inCheckout({ 'baselines/a.yaml': baseline }, async (cwd) => {
    const formats = ['text', 'json=out.json', 'html=out.html'].flatMap((format) => ['-o', format]);
    const { ran, bundle } = await auditWithEvidence(cwd, state, ['--discover', '--verbose', ...formats]);
    expect(ran.exitCode).toBe(0);
    expect(await verify(bundle)).toMatchObject({ exitCode: 0 });
    const written = [ran.stdout, ran.stderr];
    for (const name of await everythingIn(cwd)) written.push(await readFile(join(cwd, name), 'utf8').catch(() => ''));
    expect(written.some((text) => text.includes('DescribeVpnAttachments'))).toBe(true);
    for (const text of written) for (const secret of [psk, bgp]) expect(text).not.toContain(secret);
  });
});
