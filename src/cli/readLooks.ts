import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AuditResult } from '../audit/result.ts';
import { isRecord } from '../collect/jsonValue.ts';
import { mostJsonMebibytes, readJson } from '../document/json.ts';
import { manifestFile, resultFile, sumsFile } from '../evidence/bundle.ts';
import { parseSums } from '../evidence/sums.ts';
import { type Look, lookOf } from '../history/look.ts';
import { jsonPieces } from '../report/json.ts';
import { compareText } from '../routing/table.ts';
import { type FoundFile, readInput } from './findBaselines.ts';
import type { FoundRuns } from './findRuns.ts';
import { savedResultOf } from './readSavedResult.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface Looks {
  readonly looks: readonly Look[];
  /** All that no report may replace: what was read, and what was passed over unless it is an earlier history. */
  readonly files: readonly string[];
  /** What lies among the results and is something else, sorted. */
  readonly passedOver: readonly string[];
}

/**
 * Reads one result at a time and keeps little of it. The same result in two places is one run, however it is formatted. Any
 * that can't be read, contradicts itself, or is of a shard alone ends the command: without it the history could be greener
 * than the runs.
 */
export async function readLooks({ bundles, results, others }: FoundRuns, world: World): Promise<Looks> {
  const known = new Map<string, string>();
  const looks = new Map<string, Look>();
  const seen = new Set<string>();
  const passedOver = [...others];
  const replaceable = new Set<string>();
  const all = [
    ...bundles.map((bundle) => ({ file: join(bundle, resultFile), bundle, mustBe: true })),
    ...results.map((result) => ({ ...result, bundle: null })),
  ];
  for (const { file, bundle, mustBe } of all) {
    const input = bundle === null ? await read(file, world) : await readOfBundle(bundle, file, world);
    const digest = digestOf(input);
    if (seen.has(digest)) continue;
    const document = readJson(file, input.bytes);
    if (document.state === 'read' && !mustBe && !isLikeResult(document.value)) {
      passedOver.push(file);
      if (isLikeHistory(document.value)) replaceable.add(file);
      continue;
    }
    seen.add(digest);
    const result = savedResultOf(file, document);
    const identity = identityOf(result);
    if (!looks.has(identity)) looks.set(identity, look(bundle ?? file, result, known));
  }
  const own = bundles.flatMap((bundle) => [join(bundle, manifestFile), join(bundle, sumsFile)]);
  const files = [...all.map(({ file }) => file).filter((file) => !replaceable.has(file)), ...own];
  return { looks: [...looks.values()], files, passedOver: passedOver.sort(compareText) };
}

/** All that a result says, without its indentation and the order of its keys. */
function identityOf(result: AuditResult): string {
  const hash = createHash('sha256');
  for (const piece of jsonPieces(result)) hash.update(piece);
  return hash.digest('hex');
}

function look(file: string, result: AuditResult, known: Map<string, string>): Look {
  if (result.shard !== null) {
    const { number, of } = result.shard;
    throw new UnusableInput([`${file}: it is of shard ${number} of ${of} alone; join all of them first, with merge`]);
  }
  const times = [result.startedAt, result.source.collectedAt];
  const odd = times.find((time) => Number.isNaN(Date.parse(time)));
  if (odd !== undefined) throw new UnusableInput([`${file}: ${odd} is no time`]);
  return lookOf(file, result, known);
}

/** Of a snapshot, or what else is kept beside results, both are absent; a result without them is refused where it is one. */
function isLikeResult(value: unknown): boolean {
  return isRecord(value) && ('failOn' in value || 'totals' in value);
}

/** An earlier history may be beside the runs that it is of, and be written again. */
function isLikeHistory(value: unknown): boolean {
  return isRecord(value) && 'gaps' in value && 'drifts' in value;
}

async function read(file: string, { files }: World): Promise<FoundFile> {
  const input = await readInput(file, mostJsonMebibytes, files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  return input;
}

/** The result of a bundle, which is the one that its list names; whether it follows from the replies `verify` knows. */
async function readOfBundle(bundle: string, file: string, world: World): Promise<FoundFile> {
  await read(join(bundle, manifestFile), world);
  const sums = await read(join(bundle, sumsFile), world);
  const listed = parseSums(new TextDecoder().decode(sums.bytes));
  if (listed === null) throw new UnusableInput([`${sums.file}: not a list as this program writes it`]);
  const input = await read(file, world);
  const sha256 = listed.find(({ name }) => name === resultFile)?.sha256;
  if (sha256 !== digestOf(input)) throw new UnusableInput([`${file}: it is not as ${sumsFile} lists it`]);
  return input;
}

function digestOf({ bytes }: FoundFile): string {
  return createHash('sha256').update(bytes).digest('hex');
}
