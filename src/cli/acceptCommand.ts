import { audit } from '../audit/audit.ts';
import type { AuditResult } from '../audit/result.ts';
import { accept, isAcceptable } from '../authoring/accept.ts';
import { acceptanceOf } from '../authoring/acceptance.ts';
import { reasonsToDoubt } from '../authoring/reasonsToDoubt.ts';
import type { WaiverTerms } from '../authoring/waiveFindings.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { safeLine } from '../document/quote.ts';
import { mostYamlMebibytes } from '../document/yaml.ts';
import { findingTitle } from '../report/findingWords.ts';
import { plural } from '../report/words.ts';
import { auditNow } from './auditCommand.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { fileDiff } from './fileDiff.ts';
import { readInput } from './findBaselines.ts';
import { loadSnapshot } from './loadSnapshot.ts';
import { log } from './log.ts';
import { mayWrite } from './mayWrite.ts';
import { tool } from './packageFacts.ts';
import { print } from './print.ts';
import { readAccounts } from './readAccounts.ts';
import { readBaselines } from './readBaselines.ts';
import { readSavedResult } from './readSavedResult.ts';
import { type Replacement, replaceFiles } from './replaceFiles.ts';
import { type FindingSelection, type SelectedFindings, selectFindings } from './selectFindings.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface AcceptArguments extends CollectionArguments, FindingSelection {
  readonly baselines: readonly string[];
  /** Where findings come from; of neither: from the API, now. */
  readonly snapshot: string | undefined;
  readonly result: string | undefined;
  /** null: baselines come to say what is there. */
  readonly terms: WaiverTerms | null;
  /** Why doubts do not count; null: they do. */
  readonly force: string | null;
  readonly yes: boolean;
}

/** Takes findings into the baselines, in place, after they were shown and agreed to. */
export async function runAccept(args: AcceptArguments, world: World): Promise<ExitCode> {
  // Not the samples of the package, which --embedded falls back to elsewhere.
  const baselines = await readBaselines({ baselines: args.baselines }, world);
  const result = onlyOf(baselines, await resultOf(baselines, args, world));
  const selected = selectFindings(result, args);
  const doubts = doubtsAbout(result, args);
  if (doubts.length > 0) {
    for (const line of doubts) log(world, line);
    if (args.force === null) {
      log(world, 'Nothing was written: give --force and --reason TEXT if it is to be accepted all the same.');
      return exitCodeOf('incomplete', world.interruption);
    }
    log(world, `forced: ${args.force}`);
  }
  const replacements: Replacement[] = [];
  for (const one of selected) {
    const replacement = await edit(one, baselines, result, args, world);
    if (replacement !== null) replacements.push(replacement);
  }
  const left = selected.flatMap(({ connection, chosen }) =>
    chosen
      .filter((one) => acceptanceOf(one) === 'forbidden' && !isAcceptable(one, args.terms !== null))
      .map((finding) => {
        const name = `${connection.region} ${connection.connectionId}`;
        return `${name}: left: ${findingTitle(finding)}; take it out of forbid yourself, or give --waive`;
      }),
  );
  await print(world, left.map((line) => `${safeLine(line)}\n`).join(''));
  const ending = left.length > 0 ? 'drifted' : endingOf(result, args);
  if (replacements.length === 0) {
    await print(world, 'There is nothing to accept.\n');
    return exitCodeOf(ending, world.interruption);
  }
  const files = plural(replacements.length, 'baseline');
  if (!(await mayWrite(`Write this to ${files}?`, args.yes, world))) {
    log(world, 'Nothing was written.');
    return exitCodeOf('drifted', world.interruption);
  }
  await replaceFiles(replacements, world);
  await print(world, `${files} written.\n`);
  return exitCodeOf(ending, world.interruption);
}

async function resultOf(baselines: readonly Baseline[], args: AcceptArguments, world: World): Promise<AuditResult> {
  const startedAt = world.now();
  const run = () => ({ startedAt, finishedAt: world.now(), failOn: 'notice', tool: tool() }) as const;
  if (args.snapshot !== undefined) return audit(baselines, await loadSnapshot(args.snapshot, world), run());
  if (args.result === undefined) {
    return await auditNow(baselines, args, await readAccounts(args, baselines, world), world, run);
  }
  const result = await readSavedResult(args.result, world.files);
  const judged = new Set(result.baselines.map(({ sha256 }) => sha256));
  const others = baselines.filter(({ sha256 }) => !judged.has(sha256));
  if (others.length === 0) return result;
  throw new UnusableInput(others.map(({ file }) => `${file}: not as it was when ${args.result} was made; audit again`));
}

/** A saved result may hold connections whose baselines were not named now. */
function onlyOf(baselines: readonly Baseline[], result: AuditResult): AuditResult {
  const ids = new Set(baselines.map(({ connectionId }) => connectionId));
  return { ...result, connections: result.connections.filter(({ connectionId }) => ids.has(connectionId)) };
}

/** Forced or not, nobody has looked at a connection that is unchecked. */
function endingOf(result: AuditResult, { connections }: AcceptArguments): 'in-sync' | 'incomplete' {
  const isMeant = (id: string) => connections.length === 0 || connections.includes(id);
  const isUnchecked = result.connections.some((one) => one.state === 'unchecked' && isMeant(one.connectionId));
  return isUnchecked ? 'incomplete' : 'in-sync';
}

function doubtsAbout(result: AuditResult, { connections }: AcceptArguments): readonly string[] {
  const isMeant = (id: string) => connections.length === 0 || connections.includes(id);
  return reasonsToDoubt(result.connections.filter(({ connectionId }) => isMeant(connectionId)));
}

/** Shows what changes in the baseline; null: nothing. */
async function edit(
  { connection, chosen }: SelectedFindings,
  baselines: readonly Baseline[],
  result: AuditResult,
  { terms }: AcceptArguments,
  world: World,
): Promise<Replacement | null> {
  const baseline = baselines.find(({ connectionId }) => connectionId === connection.connectionId);
  if (baseline === undefined || !chosen.some((finding) => isAcceptable(finding, terms !== null))) return null;
  const { file, sha256 } = baseline;
  const input = await readInput(file, mostYamlMebibytes, world.files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  const { bytes } = input;
  const edited = accept({ baseline, bytes, connection, chosen, terms, now: new Date(result.startedAt) });
  if (edited.state === 'impossible') throw new UnusableInput([...edited.reasons, 'nothing was written']);
  await print(world, fileDiff(file, new TextDecoder().decode(bytes), edited.text, world));
  return { file, sha256, text: edited.text };
}
