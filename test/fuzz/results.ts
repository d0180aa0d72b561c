import fc from 'fast-check';
import { type Finding, severities } from '../../src/audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../../src/audit/result.ts';
import { proofs, type SnapshotSource } from '../../src/collect/snapshot.ts';
import { hostileStrings, withEveryString } from '../report/hostile.ts';
import * as samples from '../report/results.ts';

const routeFinding = fc
  .record({
    sample: fc.constantFrom(samples.missing, samples.changed, samples.unexpected, samples.forbidden),
    waiver: fc.constantFrom(null, null, samples.waiver),
    description: fc.constantFrom(null, 'x'),
    asPath: fc.constantFrom(null, [], [65010, 4294967295], 'AS_SET {1}'),
  })
  .map(({ sample, asPath, ...said }): Finding => {
    return { ...sample, ...said, actual: sample.actual?.map((route) => ({ ...route, asPath })) ?? null };
  });
const otherFinding = fc.constantFrom<Finding>(
  samples.count,
  samples.massChange,
  samples.flapping,
  samples.expired,
  samples.unused,
);
const finding = fc
  .record({ sample: fc.oneof(routeFinding, otherFinding), severity: fc.constantFrom(...severities) })
  .map(({ sample, severity }): Finding => ({ ...sample, severity }));

const connection: fc.Arbitrary<ConnectionResult> = fc.oneof(
  fc
    .record({ findings: fc.array(finding, { maxLength: 6 }), passes: fc.nat(3), proof: fc.constantFrom(...proofs) })
    .map(({ findings, passes, proof }) => {
      const { completeness, allowed } = samples.calm;
      const inSync = Array.from({ length: passes }, () => samples.inSync);
      const bgp = { ...completeness.bgp, proof, unknownFields: ['Tier'] };
      return samples.audited(findings, { inSync, allowed, completeness: { ...completeness, bgp } });
    }),
  fc.constantFrom(samples.calm, samples.unchecked),
);

const source = fc.record<SnapshotSource>({
  kind: fc.constantFrom('api', 'embedded', 'snapshot'),
  collectedFrom: fc.constantFrom('api', 'embedded'),
  endpoint: fc.constantFrom(null, 'https://vpc.aliyuncs.com'),
  collectedAt: fc.constant('2026-05-04T02:00:03.000Z'),
});

const pieces = [
  '<',
  '&',
  ']',
  '>',
  '`',
  '|',
  '\\',
  ':',
  '#',
  '[',
  '\n',
  '\r',
  '\u001b',
  'a',
  ' ',
  '"',
  '-',
  '$',
  '%',
  '\ud800',
];
const text = fc.oneof(
  fc.constantFrom(...hostileStrings.map(([, hostile]) => hostile.slice(0, 2000))),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.constantFrom('hq-hangzhou', 'x'),
);

/** What an audit could find, with somebody else's text in every string that the schema gives no form. */
export const anyResult: fc.Arbitrary<AuditResult> = fc
  .record({
    connections: fc.array(connection, { minLength: 1, maxLength: 4 }),
    failOn: fc.constantFrom(...severities),
    source,
    coverage: fc.constantFrom(null, samples.coverage),
    texts: fc.array(text, { minLength: 1, maxLength: 30 }),
  })
  .map(({ connections, texts, ...more }) => withTexts(samples.resultOf(connections, more), texts));

const stand = 'to be replaced';

function withTexts(result: AuditResult, texts: readonly string[]): AuditResult {
  let next = 0;
  const marked = JSON.stringify(withEveryString(result, stand, true));
  return JSON.parse(marked, (_, value) => (value === stand ? (texts[next++ % texts.length] ?? '') : value));
}
