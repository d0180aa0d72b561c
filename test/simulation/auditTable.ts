import { auditConnection } from '../../src/audit/audit.ts';
import { confirm } from '../../src/audit/confirm.ts';
import type { Finding } from '../../src/audit/finding.ts';
import type { Verdict } from '../../src/audit/result.ts';
import { verdictOf } from '../../src/audit/verdict.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import type { Page } from '../../src/collect/page.ts';
import { type Rigour, readTable, type TableReading } from '../../src/collect/readTable.ts';
import { retryBudget } from '../../src/collect/retryBudget.ts';
import { SourceError } from '../../src/collect/routeSource.ts';
import type { Aside } from '../../src/collect/slots.ts';
import type { Completeness, ConnectionSnapshot } from '../../src/collect/snapshot.ts';
import type { Window } from '../../src/collect/window.ts';
import type { RouteType } from '../../src/routing/route.ts';

/** The world around one table, in virtual time. */
export interface TableWorld {
  readonly type: RouteType;
  readonly baseline: Baseline;
  readonly read: (window: Window) => Promise<Page>;
  readonly pause: (milliseconds: number) => void;
  readonly now: () => number;
  readonly random: () => number;
  /** Told why a table is read again. */
  readonly onRetry: (what: string) => void;
}

export interface AuditedTable {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** null: the table did not settle. */
  readonly completeness: Completeness | null;
}

/** Reads and audits one table as a run does, with the real code; the connection's other table is empty. */
export async function auditTable(world: TableWorld): Promise<AuditedTable> {
  const { type, baseline, read, now, random, onRetry } = world;
  const pause = async (milliseconds: number) => world.pause(milliseconds);
  const waits = { attempts: 1, passes: 5, firstDelay: 500, longestDelay: 8000 };
  const rigour: Rigour = {
    patience: { ...waits, budget: retryBudget(now), pause, random, onRetry },
    confirmAfter: 10_000,
    settle: 60_000,
    decide: (of, scans) => confirm(baseline, of, scans),
  };
  const aside: Aside = (wait) => wait();
  const { signal } = new AbortController();
  const reading = await readTable('simulated', type, read, rigour, aside, signal).catch(nullWhereUnsettled);
  const connection = auditConnection(baseline, snapshotOf(baseline, type, reading), new Date(now()));
  return {
    verdict: verdictOf([connection], null, 'warning'),
    findings: connection.state === 'audited' ? connection.findings : [],
    completeness: reading?.completeness ?? null,
  };
}

/** Every other error is a defect. */
function nullWhereUnsettled(error: unknown): null {
  if (error instanceof SourceError && error.fault.code === 'TableNotSettled') return null;
  throw error;
}

function snapshotOf(
  { connectionId, region }: Baseline,
  type: RouteType,
  reading: TableReading | null,
): ConnectionSnapshot {
  if (reading === null) {
    const reason = {
      code: 'TableNotSettled',
      message: '',
      hint: '',
      requestId: null,
    };
    return { state: 'unreadable', connectionId, region, reason };
  }
  const { routes, flapping } = reading;
  const completeness = {
    custom: empty,
    bgp: empty,
    [type]: reading.completeness,
  };
  return {
    state: 'read',
    connectionId,
    region,
    routes,
    flapping,
    completeness,
  };
}

const empty: Completeness = {
  proof: 'atomic',
  order: null,
  pages: 1,
  totalCount: 0,
  received: 0,
  listed: 0,
  passes: 1,
  windows: [],
  requestIds: [],
  firstRequestAt: '',
  lastRequestAt: '',
  unknownFields: [],
};
