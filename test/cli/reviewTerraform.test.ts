import { expect, test } from '@jest/globals';
import { plan, state } from '../authoring/terraform.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const type = 'alicloud_vpn_gateway_vco_route';
const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b') };
const route = (route_dest: string, weight: number, vpn_connection_id = 'vco-a') => ({
  address: `${type}.lan["${route_dest}"]`,
  values: { route_dest, weight, vpn_connection_id, next_hop: vpn_connection_id },
});
const [first, second] = [route('192.168.10.0/24', 100), route('192.168.20.0/24', 100)];

/** A review of a document of Terraform's against the baselines. */
async function review(document: unknown, ...argv: readonly string[]): Promise<Ran> {
  return await inFolder({ ...files, 'tf.json': JSON.stringify(document) }, (cwd) =>
    runIn(cwd, ['review', '--base', './baselines/', '--terraform', 'tf.json', ...argv]),
  );
}

test('a plan is reviewed against the baselines and what is there, before it is applied', async () => {
  await withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint }) => {
    const planned = plan(first, { ...second, values: { ...second.values, weight: 0 } }, route('192.168.30.0/24', 100));
    const ran = await review(planned, '--endpoint', endpoint);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain(`cn-hangzhou/vco-a: adds 1, re-weights 1
  --- baselines/a.yaml
  +++ tf.json
`);
    expect(ran.stdout).toContain('Head  tf.json (2 baselines)\n');
    expect(ran.stdout.replaceAll(/\s+/g, ' ')).toContain(
      "REVIEWED: 1 connection differs; the audit is not loosened; of today's differences 0 explained, 0 explained by neither side, 2 newly caused",
    );
  });
});

test('what is planned and is there already is explained', async () => {
  await withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint }) => {
    const text = baseline('vco-a').replace(/ {4}- .*20\.0.*\n/, '');
    const changed = { ...files, 'baselines/a.yaml': text, 'tf.json': JSON.stringify(plan(first, second)) };
    await inFolder(changed, async (cwd) => {
      const argv = ['review', '--base', './baselines/', '--terraform', 'tf.json', '--endpoint', endpoint];
      const ran = await runIn(cwd, argv);
      expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 explained') });
    });
  });
});

test('a connection all of whose routes are destroyed loses them; one that Terraform does not manage keeps its baseline', async () => {
  const { values, address } = second;
  const change = { actions: ['delete'], before: values, after: null, after_unknown: {} };
  const destroyed = { ...plan(), resource_changes: [{ address, mode: 'managed', type, change }] };
  const ran = await review(destroyed);
  expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('cn-hangzhou/vco-a: withdraws 2') });
  expect(ran.stdout).not.toContain('vco-b');
});

test('what the baselines say already is no change, whatever Terraform does not say of it', async () => {
  const open = baseline('vco-a').replace('.20.0/24,', '.20.0/24, state: any, description: LAN,');
  const document = JSON.stringify(plan(second, first));
  await inFolder({ 'baselines/a.yaml': open, 'tf.json': document }, async (cwd) => {
    const ran = await runIn(cwd, ['review', '--base', './baselines/', '--terraform', 'tf.json']);
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('REVIEWED: 0 connections differ') });
  });
});

const without = (name: string) => ({ ...second, values: { ...second.values, [name]: undefined } });

test.each([
  ['a weight', plan(first, without('weight')), 'known only after apply: weight'],
  ['a destination', plan(first, without('route_dest')), 'known only after apply: destination'],
  ['a connection', plan(first, without('vpn_connection_id')), 'known only after apply: connection'],
  ['a next hop', plan(first, without('next_hop')), 'known only after apply: next hop'],
  ['a baseline', plan(first, second, route('10.0.0.0/8', 100, 'vco-new')), 'no baseline of its connection vco-new'],
  ['the end of a plan', { ...plan(first, second), complete: false }, 'the plan is not whole'],
  ['a plan without a fault', { ...plan(first, second), errored: true }, 'the plan is not whole'],
])('where %s is missing, the review names it and is incomplete', async (_, document, words) => {
  for (const format of ['text', 'markdown']) {
    const { exitCode, stdout } = await review(document, '-o', format);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('INCOMPLETE');
    const plain = stdout.replaceAll(/\s+/g, ' ');
    expect(plain).toContain('1 part of the plan not compared');
    expect(plain).toContain(words);
  }
});

test('an address breaks out of no report', async () => {
  const address = `${type}.r["x\n::error::y\u001b[31m <b>"]`;
  const document = plan({ ...without('weight'), address });
  for (const format of ['text', 'markdown']) {
    const { stdout } = await review(document, '-o', format);
    expect(stdout).not.toMatch(/^\s*::error/m);
    expect(stdout).not.toContain('\u001b');
    if (format === 'markdown') expect(stdout).not.toContain('<b>');
  }
});

test('a state will do, and no key that it holds is in any report', async () => {
  const ran = await review(state);
  expect(ran.exitCode).toBe(3);
  expect(JSON.stringify(ran)).not.toContain('PLANTED');
});

test.each([
  [{}, [], 'neither a state nor a plan'],
  [plan(), [], 'holds no resource alicloud_vpn_gateway_vco_route'],
  [plan(route('192.168.10.1/24', 100)), [], 'vco-a: '],
  [plan(first, second), ['--head', './baselines/'], 'terraform and head are mutually exclusive'],
  [plan(first, second), ['-o', 'text=tf.json'], 'tf.json'],
])('%# is refused', async (document, argv, message) => {
  const ran = await review(document, ...argv);
  expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ran.stderr).toContain(message);
});
