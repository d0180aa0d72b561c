import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { plan, state } from '../authoring/terraform.ts';
import { baseline, everythingIn, inFolder } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const type = 'alicloud_vpn_gateway_vco_route';
const argv = ['init', '--terraform', 'tf.json', '--region', 'cn-hangzhou'];

async function init(
  document: unknown,
  use: (cwd: string, ran: Ran) => Promise<void>,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  await inFolder({ 'tf.json': JSON.stringify(document), ...files }, async (cwd) => use(cwd, await runIn(cwd, argv)));
}

test('a state becomes a baseline a connection: modules, count and for_each, in prefix order, and no data source', async () => {
  await init(state, async (cwd, ran) => {
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['vco-bp1hq.yaml', 'vco-branch.yaml']);
    const text = await readFile(join(cwd, 'baselines/vco-bp1hq.yaml'), 'utf8');
    expect(text.slice(text.indexOf('\n') + 1)).toBe(`version: 1
connection: vco-bp1hq
region: cn-hangzhou
custom:
  routes:
    - { destination: 192.168.10.0/24, weight: 100 }
    - { destination: 192.168.20.0/24, weight: 0 }
    - { destination: 192.168.50.0/24, weight: 100 }
bgp: { unexpected: allow } # Terraform manages no BGP routes
`);
    const branch = await readFile(join(cwd, 'baselines/vco-branch.yaml'), 'utf8');
    expect([...branch.matchAll(/destination: ([\d./]+)/g)].map(([, one]) => one)).toEqual([
      ...['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'],
    ]);
    expect(await runIn(cwd, ['validate'])).toMatchObject({ exitCode: 0 });
  });
});

test('no key that the document holds is in any output', async () => {
  await init(state, async (cwd, ran) => {
    const written = await Promise.all(
      ['vco-bp1hq', 'vco-branch'].map((id) => readFile(join(cwd, `baselines/${id}.yaml`), 'utf8')),
    );
    expect(JSON.stringify([ran, written])).not.toContain('PLANTED');
  });
});

test('of a plan it is what is planned that counts, and what is known only after apply is named', async () => {
  const planned = plan(
    {
      address: `${type}.a`,
      values: { route_dest: '10.1.0.0/16', vpn_connection_id: 'vco-a', weight: 100, next_hop: 'vco-a' },
    },
    { address: `${type}.b["x\n- y"]`, values: { route_dest: '10.2.0.0/16', vpn_connection_id: 'vco-a', weight: 0 } },
  );
  await init(planned, async (cwd, { exitCode }) => {
    expect(exitCode).toBe(0);
    expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['vco-a.yaml']);
    const text = await readFile(join(cwd, 'baselines/vco-a.yaml'), 'utf8');
    expect(text).toContain(`    - { destination: 10.1.0.0/16, weight: 100 }
    - { destination: 10.2.0.0/16, nextHop: any, weight: 0 } # next hop known after apply (${type}.b["x\\u000a- y"])
`);
  });
});

test('a route of which nobody knows yet where it belongs keeps all back, and is named', async () => {
  const known = {
    address: `${type}.a`,
    values: { route_dest: '10.1.0.0/16', vpn_connection_id: 'vco-a', weight: 100, next_hop: 'vco-a' },
  };
  const planned = plan(known, { address: `${type}.new[0]`, values: { route_dest: '10.2.0.0/16', weight: 100 } });
  await init(planned, async (cwd, ran) => {
    expect(ran).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ran.stderr).toContain(`${type}.new[0]: its vpn_connection_id is known after apply`);
    expect(await everythingIn(cwd)).toEqual(['tf.json']);
  });
});

test('a baseline that is there is kept', async () => {
  await init(
    state,
    async (cwd, { stdout }) => {
      expect(stdout).toContain('baselines/mine.yaml kept: vco-branch has this baseline already');
      expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['mine.yaml', 'vco-bp1hq.yaml']);
    },
    { 'baselines/mine.yaml': baseline('vco-branch') },
  );
});

const values = { route_dest: '10.1.0.1/16', vpn_connection_id: 'vco-a', weight: 100, next_hop: 'vco-a' };

test.each<[string, unknown]>([
  ['neither a state nor a plan', { format_version: '1.2' }],
  ['neither a state nor a plan', []],
  ['no resource alicloud_vpn_gateway_vco_route', { values: { root_module: {} } }],
  ['host bits are set; write 10.1.0.0/16', plan({ address: `${type}.a`, values })],
  ['connection must match', plan({ address: `${type}.a`, values: { ...values, vpn_connection_id: '../x' } })],
])('what can be no baseline is refused: %s', async (message, document) => {
  await init(document, async (cwd, ran) => {
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(await everythingIn(cwd)).toEqual(['tf.json']);
  });
});

test.each([
  [['init', '--terraform', 'tf.json']],
  [['init', '--terraform', 'tf.json', '--region', 'cn-hangzhou', '--discover']],
  [['init', '--terraform', 'tf.json', '--region', 'cn-hangzhou', '--embedded']],
])('%j is refused', async (words) => {
  expect(await inFolder({}, (cwd) => runIn(cwd, words))).toMatchObject({ exitCode: 2, stdout: '' });
});
