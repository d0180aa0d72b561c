import type { Drift, FinishedRun, HistoryResult, Spell } from '../../src/history/historyResult.ts';
import { replaceStrings } from './hostile.ts';
import {
  changed,
  count,
  coverage,
  expired,
  forbidden,
  hangzhou,
  missing,
  unexpected,
  unused,
  waived,
} from './results.ts';

/** Histories for the tests of their reports, made by hand. */
const day = 24 * 3_600_000;
export const night = (of: number) => new Date(Date.UTC(2026, 9, of, 2, 17)).toISOString();

const connection = { connectionId: hangzhou, region: 'cn-hangzhou', name: 'hq-hangzhou' };

const leftList = {
  what: 'list',
  region: 'cn-beijing',
  connectionId: null,
  account: null,
  lastLookedAt: night(8),
} as const;

const open = (first: number, last: number): Spell => {
  return {
    firstSeen: night(first),
    lastSeen: night(last),
    seen: last - first + 1,
    resolved: null,
    age: (31 - first) * day,
  };
};

const gone = (first: number, last: number, baselineChanged = false): Spell => {
  const resolved = { at: night(last + 1), baselineChanged };
  return { ...open(first, last), resolved, age: (last + 1 - first) * day };
};

export const stillThere: Drift = {
  connection,
  finding: missing,
  failOn: 'warning',
  standing: 'failing',
  outlook: { state: 'still-there' },
  spells: [gone(4, 8), open(20, 30)],
};

const run = (of: number, unchecked = 0): FinishedRun => {
  const file = `evidence/${of}`;
  return {
    state: 'finished',
    file,
    lookedAt: night(of),
    verdict: 'drifted',
    connections: 6,
    unchecked,
    unlisted: 0,
    failing: 2,
  };
};

/** Each outlook, standing and kind of run, a drift that came back, and a gap. */
export function everyHistory(): HistoryResult {
  const part = { kind: 'failover-flipped', connectionId: hangzhou } as const;
  return {
    verdict: 'drifted',
    period: { from: night(1), to: night(31) },
    every: day,
    source: 'api',
    tool: { name: 'route-drift', version: '0.1.0' },
    passedOver: ['evidence/snapshot.json'],
    runs: [
      ...[1, 2, 3, 4, 8, 20, 29].map((of) => run(of)),
      run(30, 2),
      { state: 'unfinished', file: 'x', lookedAt: night(30) },
    ],
    runsBefore: 3,
    runsAfter: 1,
    leftScope: [
      {
        what: 'connection',
        region: 'cn-beijing',
        connectionId: 'vco-a',
        account: null,
        tags: null,
        lastLookedAt: night(20),
      },
      {
        what: 'connection',
        region: 'cn-beijing',
        connectionId: 'vco-b',
        account: null,
        tags: null,
        lastLookedAt: null,
      },
      { ...leftList, account: '123', tags: null },
      { ...leftList, tags: [] },
      { ...leftList, tags: coverage.tags },
    ],
    gaps: [{ after: night(8), before: night(20), missed: 11 }],
    drifts: [
      stillThere,
      { ...stillThere, finding: unexpected, outlook: { state: 'new' }, spells: [open(30, 30)] },
      { ...stillThere, finding: waived, standing: 'waived', spells: [open(7, 30)] },
      {
        ...stillThere,
        finding: { ...changed, severity: 'warning' },
        failOn: 'error',
        standing: 'tolerated',
        spells: [open(9, 30)],
      },
      { ...stillThere, finding: { ...changed, partOf: part }, standing: 'part', spells: [open(9, 30)] },
      { ...stillThere, finding: expired, failOn: 'notice', spells: [open(9, 30)] },
      { ...stillThere, finding: unused, standing: 'notice', spells: [open(9, 30)] },
      { ...stillThere, finding: { ...waived, waiver: { ...expired.waiver } }, spells: [open(9, 30)] },
      {
        ...stillThere,
        finding: forbidden,
        outlook: { state: 'not-looked-at', because: 'unchecked' },
        spells: [open(9, 24)],
      },
      {
        ...stillThere,
        finding: missing,
        outlook: { state: 'not-looked-at', because: 'out-of-scope' },
        spells: [open(9, 24)],
      },
      {
        ...stillThere,
        finding: changed,
        outlook: { state: 'not-looked-at', because: 'flapping' },
        spells: [open(9, 24)],
      },
      ...coverage.findings.map((finding): Drift => ({ ...stillThere, finding, spells: [open(9, 30)] })),
      ...(['unchecked', 'out-of-scope', 'not-listed', 'other-tags'] as const).flatMap((because) => {
        const outlook = { state: 'not-looked-at', because } as const;
        const of = { ...stillThere, connection: { ...connection, name: null }, outlook, spells: [open(9, 24)] };
        const kind = because === 'out-of-scope' ? 'missing-connection' : 'unmanaged-connection';
        return coverage.findings.filter((each) => each.kind === kind).map((finding): Drift => ({ ...of, finding }));
      }),
      { ...stillThere, finding: count, outlook: { state: 'resolved' }, spells: [gone(20, 29, true)] },
      {
        ...stillThere,
        finding: changed,
        outlook: { state: 'resolved-before' },
        spells: [gone(1, 2), gone(8, 9), gone(15, 17)],
      },
    ],
  };
}

export function calmHistory(): HistoryResult {
  const runs = [1, 2, 3].map((of): FinishedRun => ({ ...run(of), verdict: 'in-sync', failing: 0 }));
  const period = { from: night(1), to: night(3) };
  return {
    ...everyHistory(),
    verdict: 'in-sync',
    period,
    runs,
    runsBefore: 0,
    runsAfter: 0,
    leftScope: [],
    gaps: [],
    drifts: [],
    passedOver: [],
  };
}

/** Ours, from closed lists; times that we wrote; and prefixes. */
const closed = new Set([
  ...[
    'verdict',
    'kind',
    'severity',
    'type',
    'attribute',
    'impact',
    'destination',
    'failOn',
    'standing',
    'state',
    'because',
    'what',
  ],
  ...['from', 'to', 'lookedAt', 'after', 'before', 'firstSeen', 'lastSeen', 'lastLookedAt', 'resolved', 'resolvedAt'],
]);

/** The history with every string that is somebody else's replaced. */
export function historyWithEveryString(history: HistoryResult, text: string): HistoryResult {
  return replaceStrings(history, (key, value) => {
    const isOurs = closed.has(key) || (key === 'at' && /^\d{4}-/.test(value)) || value === history.source;
    return isOurs ? value : text;
  }) as HistoryResult;
}
