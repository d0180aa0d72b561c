import { compareText } from '../routing/table.ts';
import { resultOf } from './audit.ts';
import { mergeCoverage, questionOf } from './mergeCoverage.ts';
import type { AuditResult, FleetConnection, Shard, UncheckedConnection } from './result.ts';
import { shardNumberOf } from './shardNumberOf.ts';

export interface ShardResult {
  readonly file: string;
  readonly result: AuditResult;
}

export type MergedShards =
  | { readonly state: 'merged'; readonly result: AuditResult }
  /** Each in one line: which file, and in what it does not fit. */
  | { readonly state: 'refused'; readonly reasons: readonly string[] };

/** A result that is of a shard. */
interface Part extends ShardResult {
  readonly shard: Shard;
}

/**
 * The results of all shards of a run, in any order, as the result of one run over all connections. Each must hold no
 * contradiction. What does not fit together is refused: other baselines, another number of shards, another run, a shard
 * twice. Of a shard that is missing the connections are known, and are unchecked: that is never green.
 *
 * All that is said of more than one connection (verdict, totals, and what is judged by transit router, whose connections
 * are in one shard) follows from the list of connections: they are put together, and `resultOf` says it anew.
 */
export function mergeShards(results: readonly ShardResult[]): MergedShards {
  const parts = results.flatMap(({ file, result }): Part[] => {
    return result.shard === null ? [] : [{ file, result, shard: result.shard }];
  });
  const whole = results.filter(({ result }) => result.shard === null);
  const first = parts[0];
  const reasons = whole.map(({ file }) => `${file}: it is not the result of a shard: audit --shard makes one`);
  if (first === undefined) return { state: 'refused', reasons };
  const missing = numbersUpTo(first.shard.of).filter((number) => parts.every(({ shard }) => shard.number !== number));
  const all = [...reasons, ...misfits(parts, first), ...missingForNothing(missing, first.shard)];
  return all.length > 0
    ? { state: 'refused', reasons: all }
    : { state: 'merged', result: merge(parts, first, missing) };
}

function merge(parts: readonly Part[], { shard, result }: Part, missing: readonly number[]): AuditResult {
  const unchecked = missing.flatMap((number) => uncheckedOf(number, shard));
  const times = (time: 'startedAt' | 'finishedAt') => parts.map((part) => Date.parse(part.result[time]));
  const collected = parts.map((part) => part.result.source.collectedAt).sort(compareText);
  return resultOf(
    shard.fleet.map(({ at, sha256 }) => ({ file: at.file, sha256 })),
    [...parts.flatMap((part) => part.result.connections), ...unchecked],
    { ...result.source, collectedAt: collected[0] ?? result.source.collectedAt },
    {
      startedAt: new Date(Math.min(...times('startedAt'))),
      finishedAt: new Date(Math.max(...times('finishedAt'))),
      failOn: result.failOn,
      tool: result.tool,
    },
    mergeCoverage(parts.map((part) => part.result.coverage)),
  );
}

function uncheckedOf(number: number, shard: Shard): readonly UncheckedConnection[] {
  const reason = {
    code: 'ShardMissing',
    message: `shard ${number} of ${shard.of} is not among the results`,
    hint: 'look at the log of its job for why it left no result; run it again, and merge again',
    requestId: null,
  };
  return membersOf(number, shard).map(({ connectionId, region, account, name, transitRouter, at }) => {
    return { connectionId, region, account, name, transitRouter, at, state: 'unchecked', reason, notEvaluated: [] };
  });
}

/** No connection would be unchecked for want of it, so that a merged result could not show that it is missing. */
function missingForNothing(missing: readonly number[], shard: Shard): readonly string[] {
  return missing
    .filter((number) => membersOf(number, shard).length === 0)
    .map(
      (number) => `shard ${number} of ${shard.of} is missing; no connection falls into it: run it too, or fewer shards`,
    );
}

/** In what each fits neither the first nor those before it. */
function misfits(parts: readonly Part[], first: Part): readonly string[] {
  return parts.flatMap((part, i) => {
    const { shard, file } = part;
    const twin = parts.slice(0, i).find((other) => other.shard.number === shard.number);
    const twice = twin === undefined ? [] : [`${file}: shard ${shard.number} stands twice: ${twin.file} holds it too`];
    const misfit = misfitOf(part, first);
    return misfit === null ? twice : [...twice, `${file}: ${misfit}, unlike ${first.file}: not of one run`];
  });
}

/**
 * Between shards of one run. Milliseconds. A nightly run that CI does not name is one a day; and one that it names keeps its
 * name when it is run again days later, beside what is left of the first time.
 */
const longestRun = 12 * 3_600_000;

function misfitOf({ shard, result }: Part, first: Part): string | null {
  if (shard.of !== first.shard.of) return `it is one of ${shard.of} shards, not of ${first.shard.of}`;
  const known = new Set(first.shard.fleet.map(textOf));
  const other = shard.fleet.find((connection) => !known.has(textOf(connection)));
  if (other !== undefined) return `it was audited with another baseline of ${other.connectionId}`;
  if (shard.fleet.length !== known.size)
    return `it was audited with ${shard.fleet.length} baselines, not ${known.size}`;
  const run = (of: Shard) => (of.run === null ? 'no run that has a name' : `run ${of.run}`);
  if (shard.run !== first.shard.run) return `it is of ${run(shard)}, not of ${run(first.shard)}`;
  const apart = Math.abs(Date.parse(result.startedAt) - Date.parse(first.result.startedAt));
  if (apart > longestRun) return `it began at ${result.startedAt}, over 12 hours apart`;
  const expected = settingsOf(first.result);
  const i = settingsOf(result).findIndex((setting, at) => setting !== expected[at]);
  return i === -1 ? null : `it was made with ${settingsOf(result)[i]}, not ${expected[i]}`;
}

function textOf({ connectionId, region, account, name, transitRouter, at, sha256 }: FleetConnection): string {
  return JSON.stringify([connectionId, region, account, name, transitRouter, at.file, at.line, at.column, sha256]);
}

function settingsOf({ failOn, tool, source, coverage }: AuditResult): readonly string[] {
  const { kind, collectedFrom, endpoint } = source;
  const routes = [kind, collectedFrom, endpoint ?? 'endpoints by region'].join(', ');
  return [`--fail-on ${failOn}`, `${tool.name} ${tool.version}`, `routes from ${routes}`, questionOf(coverage)];
}

function membersOf(number: number, { of, fleet }: Shard): readonly FleetConnection[] {
  return fleet.filter((connection) => shardNumberOf(connection, of) === number);
}

function numbersUpTo(most: number): readonly number[] {
  return Array.from({ length: most }, (_, i) => i + 1);
}
