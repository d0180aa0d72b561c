import { expect, test } from '@jest/globals';
import { diffArrays } from 'diff';
import fc from 'fast-check';
import { auditConnection } from '../../src/audit/audit.ts';
import type { Finding } from '../../src/audit/finding.ts';
import type { AuditedConnection } from '../../src/audit/result.ts';
import { isWaived } from '../../src/audit/verdict.ts';
import { accept } from '../../src/authoring/accept.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';
import type { ReadConnection } from '../../src/collect/snapshot.ts';
import { formatProblem } from '../../src/document/place.ts';
import { readYaml } from '../../src/document/yaml.ts';
import { baselineTexts } from './baselineTexts.ts';
import { connections } from './snapshots.ts';

const now = new Date('2026-11-23T12:00:00Z');
const terms = { reason: 'we know', owner: 'netops@example.com', expires: '2027-01-31' };
const bytesOf = (text: string) => new TextEncoder().encode(text);

function parse(text: string): Baseline {
  const parsed = parseBaseline('test.yaml', bytesOf(text));
  if (parsed.state === 'refused') throw new Error(`${parsed.problems.map(formatProblem).join('\n')}\n${text}`);
  return parsed.baseline;
}

function audited(baseline: Baseline, connection: ReadConnection): AuditedConnection {
  const result = auditConnection(baseline, connection, now);
  if (result.state !== 'audited') throw new Error('unchecked');
  return result;
}

/** The text with all findings accepted, or those that are chosen. */
function acceptIn(
  text: string,
  connection: ReadConnection,
  waive = false,
  choose: (one: Finding) => boolean = () => true,
) {
  const baseline = parse(text);
  const result = audited(baseline, connection);
  const chosen = result.findings.filter(choose);
  const edited = accept({
    baseline,
    bytes: bytesOf(text),
    connection: result,
    chosen,
    terms: waive ? terms : null,
    now,
  });
  if (edited.state === 'impossible') throw new Error(`${edited.reasons.join('\n')}\n---\n${text}`);
  return { ...edited, before: result, after: audited(edited.baseline, connection), chosen };
}

/** But for how many there are at once where some are waived, which concerns the waived ones. */
const isLeft = (finding: Finding) => !isWaived(finding) && finding.kind !== 'mass-change';

test('what is accepted is no finding any more, whatever it was and however the baseline is written', () => {
  fc.assert(
    fc.property(baselineTexts, connections, ({ text }, connection) => {
      const { after } = acceptIn(text, connection);
      expect(after.findings.filter(isLeft)).toEqual([]);
      if (!after.findings.some(isWaived)) expect(after.findings).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('what is waived is a waived finding, and nothing else in the baseline means anything else', () => {
  fc.assert(
    fc.property(baselineTexts, connections, ({ text }, connection) => {
      const { before, after, baseline } = acceptIn(text, connection, true);
      const routes = (one: AuditedConnection) => one.findings.filter((finding) => 'actual' in finding);
      expect(routes(after).map((finding) => ({ ...finding, waiver: null, at: null }))).toEqual(
        routes(before).map((finding) => ({ ...finding, waiver: null, at: null })),
      );
      expect(routes(after).every(isWaived)).toBe(true);
      expect(withoutPlaces(baseline.policies)).toEqual(withoutPlaces(parse(text).policies));
    }),
    { numRuns: 100 },
  );
});

test('what was not chosen is the finding that it was', () => {
  fc.assert(
    fc.property(baselineTexts, connections, fc.infiniteStream(fc.boolean()), ({ text }, connection, coins) => {
      const wanted = new Map<string, boolean>();
      const choose = (destination: string) => {
        const coin = wanted.get(destination) ?? coins.next().value === true;
        wanted.set(destination, coin);
        return coin;
      };
      const bounded = (finding: Finding) => isLeft(finding) && 'destination' in finding && choose(finding.destination);
      const { before, after, chosen } = acceptIn(text, connection, false, bounded);
      const others = before.findings.filter((finding) => !chosen.includes(finding));
      const told = (list: readonly Finding[]) =>
        list.filter(({ kind }) => kind !== 'mass-change').map((finding) => ({ ...finding, at: null }));
      expect(told(after.findings)).toEqual(told(others));
    }),
    { numRuns: 300 },
  );
});

test('only the lines that are meant change: the rest of the file is as it was, byte for byte', () => {
  fc.assert(
    fc.property(baselineTexts, connections, fc.boolean(), ({ text, comments }, connection, waive) => {
      const { text: edited, chosen } = acceptIn(text, connection, waive);
      expect(edited.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
      // A blank line that becomes the last one reads as the end of the line before it.
      if (!/\n\r?\n/.test(text)) expect(edited.endsWith('\n')).toBe(text.endsWith('\n'));
      const eol = text.includes('\r\n') ? '\r\n' : '\n';
      expect(
        edited
          .split(eol)
          .join('')
          .search(/[\r\n]/),
      ).toBe(-1);
      const touched = waive ? new Set<number>() : linesOfEntries(text, chosen);
      const changes = diffArrays(text.split(eol), edited.split(eol));
      const added = changes.flatMap((change) => (change.added ? change.value : []));
      let line = 0;
      for (const { added: isNew, removed, value } of changes) {
        if (isNew) continue;
        for (const lost of removed ? value : []) {
          const isMeant =
            touched.has(line + value.indexOf(lost)) ||
            added.some((one) => isWithin(lost, one) || isOneCommaLess(one, lost));
          if (!isMeant) throw new Error(`lost: ${lost}\n--- before\n${text}\n--- after\n${edited}`);
        }
        line += value.length;
      }
      const kept = comments.filter(
        (comment) => !touched.has(text.split(eol).findIndex((one) => one.includes(comment))),
      );
      for (const comment of kept) expect(edited).toContain(comment);
    }),
    { numRuns: 300 },
  );
});

/** The item behind it is gone. */
function isOneCommaLess(one: string, lost: string): boolean {
  return lost.split('').some((character, i) => character === ',' && lost.slice(0, i) + lost.slice(i + 1) === one);
}

/** Whether the first is the second with characters taken out of it. */
function isWithin(short: string, long: string): boolean {
  let at = 0;
  for (const character of long) if (character === short[at]) at += 1;
  return at === short.length;
}

/**
 * Indexes of the lines of entries that these findings are about, worked out from the places of the reader alone: from
 * where an entry begins to where the next value does, but for comments and blank lines that follow it.
 */
function linesOfEntries(text: string, chosen: readonly Finding[]): ReadonlySet<number> {
  const read = readYaml('test.yaml', bytesOf(text));
  if (read.state === 'refused') throw new Error('refused');
  const { value, places } = read;
  const leaves = pointersIn(value).map((pointer) => ({ pointer, line: places.at(pointer).line - 1 }));
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const touched = new Set<number>();
  const destinations = chosen.flatMap((finding) => ('destination' in finding ? [finding.destination] : []));
  const waivers = chosen.flatMap((finding) =>
    finding.kind.endsWith('-waiver') && 'waiver' in finding ? (finding.waiver?.id ?? []) : [],
  );
  const isTouched = ({ destination, id }: { destination?: string; id?: string }) =>
    id === undefined ? destinations.some((one) => one === destination) : waivers.includes(id);
  for (const { pointer } of leaves.filter(({ pointer }) =>
    /^\/(custom|bgp)\/routes\/\d+$|^\/waivers\/\d+$/.test(pointer),
  )) {
    const entry = pointer
      .slice(1)
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value);
    if (!isTouched(entry as { destination?: string; id?: string })) continue;
    const [first, last] = [
      places.at(pointer).line - 1,
      Math.max(...leaves.filter((one) => one.pointer.startsWith(`${pointer}/`)).map(({ line }) => line)),
    ];
    const end = leaves.find((one) => one.line > last)?.line ?? lines.length;
    // The bracket that closes an entry may stand on the line where the next one begins.
    if (/^\s*[}\]]/.test(lines[end] ?? '')) touched.add(end);
    for (let line = first; line < end; line += 1) {
      if (line <= last || !/^\s*(#.*)?$/.test(lines[line] ?? '')) touched.add(line);
    }
  }
  // A count is set in place.
  if (chosen.some(({ kind }) => kind === 'count-out-of-bounds')) {
    for (const { pointer, line } of leaves) if (/\/count/.test(pointer)) touched.add(line);
  }
  return touched;
}

/** Of all values, in the order of the text. */
function pointersIn(value: unknown, pointer = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  return [pointer, ...Object.entries(value).flatMap(([key, member]) => pointersIn(member, `${pointer}/${key}`))];
}

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, member) => (key === 'at' ? undefined : member)));
}
