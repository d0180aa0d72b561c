import type { TagFilter } from '../audit/coverage.ts';
import type { Severity } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult, Shard, Verdict } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Completeness, SnapshotSource } from '../collect/snapshot.ts';
import type { Format } from '../report/registry.ts';
import type { RemediationTool } from '../report/view.ts';
import type { RouteType } from '../routing/route.ts';
import { baselineFile, bundleVersion, type ConnectionPlace } from './bundle.ts';
import type { Caller, Calls, ClockSkew } from './callFacts.ts';

/** schemas/evidence-manifest.schema.json. Times are ISO 8601, UTC. */
export interface Manifest extends RunFacts {
  /** Of the bundle's form. */
  readonly version: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly source: SnapshotSource;
  readonly failOn: Severity;
  readonly verdict: Verdict;
  readonly caller: Caller;
  readonly calls: Calls;
  /** The server's clock less that of the machine that asked, by the Date headers; null: there was none. */
  readonly clockSkew: ClockSkew | null;
  readonly scope: Scope;
  readonly completeness: readonly ConnectionCompleteness[];
  /** Those that had not expired when the run began. */
  readonly waivers: readonly WaiverInForce[];
}

/** What the run alone knows, and no reply can confirm. */
export interface RunFacts {
  readonly runId: string;
  readonly tool: {
    readonly name: string;
    readonly version: string;
    /** Of the files of the package that run. */
    readonly packageSha256: string;
    readonly node: string;
  };
  readonly command: readonly string[];
  readonly ci: CiRun | null;
  readonly git: GitState;
  /** How often a table could be read. */
  readonly passes: number;
  readonly remediation: RemediationTool | null;
  readonly reports: readonly Format[];
  /** Files, directories and patterns, as asked for. */
  readonly asked: readonly string[];
  /** As the result has it. */
  readonly shard: Shard | null;
  /** What was asked of which connections there are; null: nothing. */
  readonly discovery: { readonly regions: readonly string[]; readonly tags: readonly TagFilter[] } | null;
}

export interface CiRun {
  readonly actor: string;
  readonly workflow: string;
  readonly runUrl: string;
}

/** Of the directory that the run was started in. */
export interface GitState {
  /** null: none. */
  readonly commit: string | null;
  readonly dirty: boolean;
  /** What differs from the commit. */
  readonly because: readonly string[];
}

export interface Scope {
  readonly found: readonly FoundBaseline[];
  /** Connections in scope that nobody could look at. */
  readonly leftOut: readonly (ConnectionPlace & { readonly code: string })[];
}

export interface FoundBaseline extends ConnectionPlace {
  /** As the run found it; the places of the result name it. */
  readonly file: string;
  readonly sha256: string;
  /** Its copy in the bundle. */
  readonly copy: string;
}

type TableCompleteness = Pick<Completeness, 'proof' | 'totalCount' | 'received' | 'listed' | 'passes'>;

export interface ConnectionCompleteness extends ConnectionPlace, Readonly<Record<RouteType, TableCompleteness>> {}

export interface WaiverInForce extends ConnectionPlace {
  readonly id: string;
  readonly owner: string;
  readonly expires: string;
  readonly reason: string;
}

/** Everything but the facts of the run follows from the replies and the baselines. */
export function manifestOf(
  facts: RunFacts,
  baselines: readonly Baseline[],
  result: AuditResult,
  { caller, calls, clockSkew }: Pick<Manifest, 'caller' | 'calls' | 'clockSkew'>,
): Manifest {
  const { startedAt, finishedAt, source, failOn, verdict, connections } = result;
  return {
    version: bundleVersion,
    ...facts,
    startedAt,
    finishedAt,
    source,
    failOn,
    verdict,
    caller,
    calls,
    clockSkew,
    scope: {
      found: baselines.map((baseline) => {
        const { region, connectionId, file, sha256 } = baseline;
        return { region, connectionId, file, sha256, copy: baselineFile(baseline) };
      }),
      leftOut: connections.flatMap(({ region, connectionId, ...rest }) =>
        rest.state === 'unchecked' ? [{ region, connectionId, code: rest.reason.code }] : [],
      ),
    },
    completeness: connections.flatMap(completenessOf),
    waivers: baselines.flatMap((baseline) => waiversInForce(baseline, startedAt)),
  };
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function completenessOf(connection: ConnectionResult): readonly ConnectionCompleteness[] {
  if (connection.state === 'unchecked') return [];
  const { region, connectionId, completeness } = connection;
  const of = ({ proof, totalCount, received, listed, passes }: Completeness): TableCompleteness => {
    return { proof, totalCount, received, listed, passes };
  };
  return [{ region, connectionId, custom: of(completeness.custom), bgp: of(completeness.bgp) }];
}

function waiversInForce({ region, connectionId, waivers }: Baseline, startedAt: string): readonly WaiverInForce[] {
  const today = startedAt.slice(0, 'yyyy-mm-dd'.length);
  return waivers
    .filter(({ expires }) => expires >= today)
    .map(({ id, owner, expires, reason }) => ({ region, connectionId, id, owner, expires, reason }));
}
