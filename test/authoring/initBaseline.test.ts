import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AboutConnection, aboutConnection, nothingKnown } from '../../src/authoring/aboutConnection.ts';
import { initBaseline } from '../../src/authoring/initBaseline.ts';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';
import type { ReadConnection } from '../../src/collect/snapshot.ts';
import { auditOf, readConnection, route, snapshotOf } from '../audit/network.ts';
import { connections } from './snapshots.ts';

const options = { exact: false, schema: '../schemas/baseline.schema.json' };

function baselineFrom(connection: ReadConnection, about: AboutConnection = nothingKnown, exact = false) {
  const text = initBaseline(connection, about, { ...options, exact });
  const parsed = parseBaseline('new.yaml', new TextEncoder().encode(text));
  if (parsed.state === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return { text, baseline: parsed.baseline };
}

function connectionWith(...routes: Parameters<typeof readConnection>[0]): ReadConnection {
  const connection = readConnection(routes);
  if (connection.state !== 'read') throw new Error('not read');
  return connection;
}

test('an audit of the snapshot that a baseline was made of has no finding, whatever the API sent', () => {
  fc.assert(
    fc.property(connections, fc.boolean(), (connection, exact) => {
      const { baseline } = baselineFrom(connection, nothingKnown, exact);
      const result = auditOf([baseline], snapshotOf(connection), { failOn: 'notice' });
      expect(result.verdict).toBe('in-sync');
      const [audited] = result.connections;
      expect(audited?.state === 'audited' && audited.findings).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('nor has one of a table that is summarised', () => {
  const many = fc.uniqueArray(fc.tuple(fc.nat(255), fc.constantFrom(24, 25, 26)), { minLength: 51, maxLength: 120 });
  fc.assert(
    fc.property(many, (blocks) => {
      const destinations = [...new Set(blocks.map(([third, length]) => `10.0.${third}.0/${length}`))];
      const connection = connectionWith(...destinations.map((destination) => route(destination, { type: 'bgp' })));
      const { text, baseline } = baselineFrom(connection);
      expect(text.includes('routes:')).toBe(destinations.length <= 50);
      expect(auditOf([baseline], snapshotOf(connection), { failOn: 'notice' }).verdict).toBe('in-sync');
    }),
    { numRuns: 50 },
  );
});

const block = Array.from({ length: 64 }, (_, i) => route(`10.20.${i}.0/24`, { type: 'bgp', asPath: [65010] }));

test('a BGP table of more than 50 routes becomes allow entries of its source, and says what that costs', () => {
  const cloud = route('10.0.0.0/16', { type: 'bgp', source: 'CLOUD' });
  const { text, baseline } = baselineFrom(connectionWith(...block, cloud));
  expect(text).toContain(
    [
      'bgp:',
      '  routes:',
      '    - { destination: 10.0.0.0/16, source: CLOUD }',
      '  allow:',
      '    # 64 routes in all. Which of them are there is not compared; init --exact writes each.',
      '    - { destination: 10.20.0.0/18, le: 24, source: VPN_BGP }',
      '  count: { min: 32 } # half of what was there',
    ].join('\n'),
  );
  const lost = auditOf([baseline], snapshotOf(connectionWith(...block.slice(0, 20), cloud)));
  expect(lost.verdict).toBe('drifted');
});

test('--exact writes each of them', () => {
  const { baseline } = baselineFrom(connectionWith(...block), nothingKnown, true);
  expect(baseline.policies.bgp.routes).toHaveLength(64);
});

test('50 of them are written one by one', () => {
  const { baseline } = baselineFrom(connectionWith(...block.slice(0, 50)));
  expect(baseline.policies.bgp.routes).toHaveLength(50);
});

test('routes come in prefix order, and say no more than the defaults do not', () => {
  const { text } = baselineFrom(
    connectionWith(
      route('192.168.10.0/24', { weight: 0 }),
      route('10.0.0.0/8', { nextHop: 'vco-other' }),
      route('9.0.0.0/8', { weight: null, state: 'normal' }),
    ),
  );
  expect(text).toBe(
    [
      '# yaml-language-server: $schema=../schemas/baseline.schema.json',
      'version: 1',
      'connection: vco-test',
      'region: cn-hangzhou',
      'custom:',
      '  routes:',
      '    - { destination: 9.0.0.0/8, weight: any, state: normal }',
      '    - { destination: 10.0.0.0/8, nextHop: vco-other, weight: 100 }',
      '    - { destination: 192.168.10.0/24, weight: 0 }',
      '',
    ].join('\n'),
  );
});

test('name, description, owner and transit router come from the list of connections', () => {
  const tags = [{ key: 'Owner', value: 'netops@example.com' }];
  const attachment = { connectionId: 'vco-test', region: 'cn-hangzhou', tags };
  const about = aboutConnection({ ...attachment, name: '杭州 总部', description: 'a: b # c', transitRouter: 'tr-1' });
  expect(baselineFrom(connectionWith(), about).baseline).toMatchObject({
    name: '杭州 总部',
    description: 'a: b # c',
    owner: 'netops@example.com',
    transitRouter: 'tr-1',
  });
});

test('what people wrote there can never break the file', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      'null',
      '~',
      '0x10',
      '- a',
      '? b',
      '"',
      "'",
      '\u202e',
      '\ufeff',
      '\ud83d',
      'yes',
      '1e2',
      '*a',
      '%',
      '@',
    ),
  );
  fc.assert(
    fc.property(text, text, (name, owner) => {
      const tags = [{ key: 'owner', value: owner }];
      const about = aboutConnection({
        ...{ connectionId: 'vco-test', region: 'cn-hangzhou', name, tags },
        ...{ description: name, transitRouter: name },
      });
      const { baseline } = baselineFrom(connectionWith(), about);
      expect(baseline).toMatchObject({ name: about.name, owner: about.owner, description: about.description });
    }),
    { numRuns: 1000 },
  );
});
