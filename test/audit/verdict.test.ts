import { expect, test } from '@jest/globals';
import type { ConnectionSnapshot } from '../../src/collect/snapshot.ts';
import { auditOf, baselineOf, readConnection, route, snapshotOf } from './network.ts';

const unreadable: ConnectionSnapshot = {
  state: 'unreadable',
  connectionId: 'vco-b',
  region: 'cn-hangzhou',
  reason: { code: 'Forbidden', message: 'no', hint: 'ask', requestId: null },
};
const [a, b] = [baselineOf('custom: { routes: [{ destination: 10.0.0.0/8, weight: 100 }] }'), baselineOf('', 'vco-b')];

test('one connection that could not be read makes a clean run incomplete', () => {
  const result = auditOf([a, b], snapshotOf(readConnection([route('10.0.0.0/8')]), unreadable));
  expect(result).toMatchObject({ verdict: 'incomplete', totals: { connections: 2, unchecked: 1 } });
});

test('drift wins over incomplete: it is certain', () => {
  expect(auditOf([a, b], snapshotOf(readConnection([]), unreadable)).verdict).toBe('drifted');
});

test('a connection that the snapshot does not hold is unchecked, and so are its routes', () => {
  const result = auditOf([a], snapshotOf());
  expect(result.verdict).toBe('incomplete');
  expect(result.connections[0]).toMatchObject({
    state: 'unchecked',
    reason: { code: 'NotInSnapshot' },
    notEvaluated: [{ destination: '10.0.0.0/8' }],
  });
});

test('a connection of the same id in another region is not the one', () => {
  const elsewhere = { ...readConnection([route('10.0.0.0/8')]), region: 'cn-beijing' };
  expect(auditOf([a], snapshotOf(elsewhere)).verdict).toBe('incomplete');
});

test('connections are sorted by region and id', () => {
  const result = auditOf([b, a], snapshotOf());
  expect(result.connections.map(({ connectionId }) => connectionId)).toEqual(['vco-b', 'vco-test']);
});
