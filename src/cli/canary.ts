import { audit } from '../audit/audit.ts';
import { confirm } from '../audit/confirm.ts';
import { coverageOf } from '../audit/coverageOf.ts';
import type { FindingKind } from '../audit/finding.ts';
import { parseBaseline } from '../baseline/parseBaseline.ts';
import type { Completeness, Snapshot } from '../collect/snapshot.ts';
import { outcomeWords } from '../report/findingWords.ts';
import type { Format } from '../report/registry.ts';
import { reportPieces } from '../report/reportPieces.ts';
import { parsePrefix } from '../routing/prefix.ts';
import type { Route } from '../routing/route.ts';
import { exitCodeOf, exitCodes } from './exitCode.ts';

/** What an audit's answer goes through; tests break one of them. */
export interface Instruments {
  readonly confirm: typeof confirm;
  readonly audit: typeof audit;
  readonly exitCodeOf: typeof exitCodeOf;
  readonly reportPieces: typeof reportPieces;
}

/**
 * Every audit also audits this table, whose drift is known: one destination is in sync, and one each is changed,
 * missing and unexpected; beside it is a connection without a baseline. Where the answer is not exit code 1, or a report that was asked for does not show each of
 * these, the tool can't see, and throws: a bug, not a result.
 */
export function watchCanary(
  formats: readonly Format[],
  instruments: Instruments = { confirm, audit, exitCodeOf, reportPieces },
): void {
  const parsed = parseBaseline('canary.yaml', new TextEncoder().encode(baselineText));
  if (parsed.state === 'refused') throw new Error('the canary is dead: its baseline is refused');
  const then = new Date(0);
  const run = { startedAt: then, finishedAt: then, failOn: 'error', tool: { name: 'canary', version: '0' } } as const;
  const rows = canaryRoutes();
  const scan = { routes: rows, length: rows.length, whole: true };
  const decision = instruments.confirm(parsed.baseline, 'custom', [scan, scan]);
  if (decision.state !== 'decided') throw new Error('the canary is dead: what two scans show is not decided');
  const judged = instruments.audit([parsed.baseline], snapshotOf(decision.routes), run);
  const result = { ...judged, coverage: coverageOf({ tags: [], lists: [strayList] }, [], judged.connections) };
  const exitCode = instruments.exitCodeOf(result.verdict, new AbortController().signal);
  if (exitCode !== exitCodes.drifted) throw new Error(`the canary is dead: exit code ${exitCode} for a drifted table`);
  for (const format of new Set(formats)) {
    const report = [...instruments.reportPieces(format, result, { color: false, width: 80 })].join('');
    const unseen = whatIsNotSeen(report, format);
    if (unseen !== null) throw new Error(`the canary is dead: the ${format} report does not show ${unseen}`);
  }
}

const inSync = '192.0.2.0/26';
const drift = [
  ['changed-route', '192.0.2.64/26'],
  ['missing-route', '192.0.2.128/26'],
  ['unexpected-route', '192.0.2.192/26'],
] as const satisfies readonly (readonly [FindingKind, string])[];

const baselineText = `version: 1
connection: vco-canary
region: cn-hangzhou
custom:
  routes:
    - { destination: ${inSync}, weight: 100 }
    - { destination: ${drift[0][1]}, weight: 100 }
    - { destination: ${drift[1][1]}, weight: 100 }
`;

const stray = {
  connectionId: 'vco-canarystray',
  region: 'cn-hangzhou',
  name: null,
  description: null,
  transitRouter: null,
  tags: [],
} as const;
const strayList = { state: 'listed', region: 'cn-hangzhou', account: null, attachments: [stray] } as const;

function canaryRoutes(): readonly Route[] {
  return [canaryRoute(inSync, 100), canaryRoute(drift[0][1], 0), canaryRoute(drift[2][1], 100)];
}

function snapshotOf(routes: readonly Route[]): Snapshot {
  const at = new Date(0).toISOString();
  const whole = (received: number): Completeness => ({
    proof: 'atomic',
    order: null,
    pages: 1,
    totalCount: received,
    received,
    listed: received,
    passes: 1,
    windows: [],
    requestIds: [],
    firstRequestAt: at,
    lastRequestAt: at,
    unknownFields: [],
  });
  const completeness = { custom: whole(routes.length), bgp: whole(0) };
  const head = { connectionId: 'vco-canary', region: 'cn-hangzhou' } as const;
  return {
    source: { kind: 'embedded', collectedFrom: 'embedded', endpoint: null, collectedAt: at },
    connections: [{ ...head, state: 'read', routes, flapping: [], completeness }],
  };
}

function canaryRoute(destination: string, weight: number): Route {
  const parsed = parsePrefix(destination);
  if (parsed.state !== 'canonical') throw new Error(`the canary is dead: ${destination} is no prefix`);
  return {
    type: 'custom',
    destination: parsed.prefix,
    source: null,
    nextHop: 'vco-canary',
    weight,
    state: 'published',
    asPath: null,
    community: null,
    createTime: null,
    more: {},
  };
}

/** A line has a destination, its outcome and its table, as that of a finding has; and the report as a whole is red. */
function whatIsNotSeen(report: string, format: Format): string | null {
  if (!redReports[format].test(report)) return 'that the verdict is drifted';
  const lines = report.split('\n');
  const shows = (kind: FindingKind, destination: string) =>
    lines.some((line) => [destination, outcomeWords[kind], 'custom'].every((word) => line.includes(word)));
  for (const [kind, destination] of drift) if (!shows(kind, destination)) return `${destination} as a ${kind}`;
  if (!lines.some((line) => line.includes(stray.connectionId) && line.includes('unmanaged')))
    return 'a connection without a baseline';
  return drift.some(([kind]) => shows(kind, inSync)) ? `${inSync} as in sync` : null;
}

/** What CI, GitHub or a person tells red by. */
const redReports = {
  text: /^Verdict +✗ DRIFTED/m,
  markdown: /^## ❌ .*DRIFTED/,
  summary: /^## ❌ .*DRIFTED/,
  junit: /^<testsuites .* failures="3"[\s\S]*(<failure [\s\S]*){3}/m,
  'junit-strict': /^<testsuites .* failures="3"[\s\S]*(<failure [\s\S]*){3}/m,
  json: /^ {2}"verdict": "drifted"/m,
  sarif: /(^ {10}"level": "error"[\s\S]*){3}/m,
  html: /^<h1>.*DRIFTED/m,
  github: /(^::error [\s\S]*){3}/m,
} as const satisfies Record<Format, RegExp>;
