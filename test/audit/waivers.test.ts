import { expect, test } from '@jest/globals';
import { auditOf, baselineOf, findingsOf, readConnection, route, snapshotOf } from './network.ts';

const waiver = (more = '', expires = '2026-12-31') =>
  `waivers:\n  - { id: NET-1, destination: 10.0.0.0/8, reason: migration, owner: netops, expires: ${expires}${more} }`;

test('a waived finding is softened, never dropped', () => {
  const result = auditOf([baselineOf(waiver())], snapshotOf(readConnection([route('10.0.0.0/8')])));
  expect(result).toMatchObject({ verdict: 'in-sync', totals: { unexpected: 0, waived: 1, notices: 0 } });
  expect(result.connections[0]).toMatchObject({
    findings: [{ kind: 'unexpected-route', severity: 'error', waiver: { id: 'NET-1', expires: '2026-12-31' } }],
  });
});

test.each([
  ['on its last day, a second before midnight UTC', '2026-12-31T23:59:59Z', []],
  ['at midnight UTC it is over', '2027-01-01T00:00:00Z', ['expired-waiver']],
])('a waiver %s', (_, now, notices) => {
  const findings = findingsOf(waiver(), [route('10.0.0.0/8')], now);
  expect(findings.slice(1).map(({ kind }) => kind)).toEqual(notices);
  expect(findings[0]).toMatchObject({ waiver: notices.length === 0 ? { id: 'NET-1' } : null });
});

test.each([
  ['another destination', '', route('10.0.0.0/9')],
  ['another route type', ', type: bgp', route('10.0.0.0/8')],
  ['another kind', ', kinds: [missing-route]', route('10.0.0.0/8')],
])('a waiver for %s does not cover the drift, and is named as unused', (_, more, there) => {
  expect(findingsOf(waiver(more), [there])).toMatchObject([
    { kind: 'unexpected-route', waiver: null },
    { kind: 'unused-waiver', severity: 'notice', waiver: { id: 'NET-1' } },
  ]);
});

test('a waiver that nothing needs is unused on its last day, and expired after it', () => {
  expect(findingsOf(waiver(), [], '2026-12-31T23:59:59Z')).toMatchObject([{ kind: 'unused-waiver' }]);
  expect(findingsOf(waiver(), [], '2027-01-01T00:00:00Z')).toMatchObject([{ kind: 'expired-waiver' }]);
});

test.each(['', ', type: custom', ', kinds: [unexpected-route, missing-route]'])(
  'a waiver that says as much as "%s" of the drift covers it',
  (more) => {
    expect(findingsOf(waiver(more), [route('10.0.0.0/8')])).toMatchObject([{ waiver: { id: 'NET-1' } }]);
  },
);

test('le widens a waiver as it widens an allow entry', () => {
  expect(findingsOf(waiver(', le: 9'), [route('10.0.0.0/9'), route('10.0.0.0/10')])).toMatchObject([
    { destination: '10.0.0.0/9', waiver: { id: 'NET-1' } },
    { destination: '10.0.0.0/10', waiver: null },
  ]);
});

test('a forbidden route is waived only by a waiver that names the kind', () => {
  const forbid = 'custom: { forbid: [{ destination: 10.0.0.0/8 }] }\n';
  expect(findingsOf(forbid + waiver(), [route('10.0.0.0/8')])).toMatchObject([
    { waiver: null },
    { kind: 'unused-waiver' },
  ]);
  expect(findingsOf(forbid + waiver(', kinds: [forbidden-route]'), [route('10.0.0.0/8')])).toMatchObject([
    { kind: 'forbidden-route', waiver: { id: 'NET-1' } },
  ]);
});

test('notices fail no run unless asked to, and an expired waiver lets the drift through', () => {
  const unused = [baselineOf(waiver())];
  expect(auditOf(unused, snapshotOf(readConnection([]))).verdict).toBe('in-sync');
  expect(auditOf(unused, snapshotOf(readConnection([])), { failOn: 'notice' }).verdict).toBe('drifted');
  const expired = [baselineOf(waiver('', '2020-01-01'))];
  expect(auditOf(expired, snapshotOf(readConnection([route('10.0.0.0/8')]))).verdict).toBe('drifted');
});

test('a waiver is not called unused where nobody could look', () => {
  const result = auditOf([baselineOf(waiver())], snapshotOf());
  expect(result).toMatchObject({ verdict: 'incomplete', totals: { notices: 0, unchecked: 1 } });
});
