import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { checkSchema } from '../../src/document/schema.ts';
import { readYaml } from '../../src/document/yaml.ts';
import { loadEmulatorState } from '../../src/emulator/loadEmulatorState.ts';
import { sampleNetworkFile } from '../../src/emulator/sampleNetworkFile.ts';
import { call, failure } from './client.ts';
import { withEmulator } from './withEmulator.ts';

const folder = new URL('../../../baselines/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

function sampleState() {
  const loaded = loadEmulatorState('sample-network.yaml', readFileSync(sampleNetworkFile));
  if (loaded.state === 'refused') throw new Error(JSON.stringify(loaded.problems));
  return loaded.emulatorState;
}

function baselineOf(file: string): { connection: string; region: string } {
  const document = readYaml(file, readFileSync(new URL(file, folder)));
  if (document.state === 'refused') throw new Error(JSON.stringify(document.problems));
  expect(checkSchema('baseline', document.value, document.places)).toEqual([]);
  return document.value as { connection: string; region: string };
}

test('each sample baseline fits the schema, and each connection of the sample network has one', () => {
  const keys = files.map(baselineOf).map(({ connection, region }) => `${region} ${connection}`);
  expect(keys.sort()).toEqual(
    sampleState()
      .connections.map(({ id, region }) => `${region} ${id}`)
      .sort(),
  );
});

test.each(files)('%s names its schema for editors and fits on a screen', (file) => {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
  expect(lines[0]).toBe('# yaml-language-server: $schema=../schemas/baseline.schema.json');
  expect(lines.length).toBeLessThan(50);
});

test('of the sample network all is read but the branch, which is being updated', async () => {
  await withEmulator(sampleState(), async (emulator) => {
    for (const { id, region } of sampleState().connections) {
      const query = { VpnConnectionId: id, RegionId: region, PageSize: '50' };
      if (id.startsWith('vco-2vc'))
        expect(await failure(call(emulator, query))).toMatchObject({ code: 'Vco.StatusNotSupport' });
      else expect(typeof (await call(emulator, query)).TotalCount).toBe('number');
    }
  });
});
