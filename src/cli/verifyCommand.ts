import { safeLine } from '../document/quote.ts';
import type { Caller } from '../evidence/callFacts.ts';
import { NotReproduced } from '../evidence/notReproduced.ts';
import { type Signature, type Verified, verifyBundle } from '../evidence/verifyBundle.ts';
import { describeSource, describeVerdict, verdictWords } from '../report/words.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exitCode.ts';
import { packageSha256 } from './packageDigest.ts';
import { print } from './print.ts';
import { readPublicKey } from './readKey.ts';
import { codeOf, systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface VerifyArguments {
  readonly directory: string;
  readonly publicKey: string | undefined;
}

/** Says what of a bundle holds, or the first thing that does not. Reads nothing outside of it, but for the key. */
export async function runVerify({ directory, publicKey }: VerifyArguments, world: World): Promise<ExitCode> {
  const kind = await world.files.kindOf(directory);
  if (kind !== 'directory') throw new UnusableInput([`${directory}: there is no directory of this name`]);
  const key = publicKey === undefined ? null : await readPublicKey(publicKey, world);
  try {
    const verified = await verifyBundle(await world.files.realPath(directory), key, packageSha256());
    await print(
      world,
      linesOf(directory, verified)
        .map((line) => `${safeLine(line)}\n`)
        .join(''),
    );
    return exitCodeOf('in-sync', world.interruption);
  } catch (error) {
    if (/^E[A-Z]+$/.test(codeOf(error) ?? '')) throw new UnusableInput([`${directory}: ${systemReason(error)}`]);
    if (!(error instanceof NotReproduced)) throw error;
    await print(world, `${safeLine(`${directory} does not verify: ${error.message}`)}\n`);
    return exitCodes['not-verified'];
  }
}

function linesOf(directory: string, { files, manifest, result, signature, reports }: Verified): readonly string[] {
  const { git, caller, calls, tool, startedAt } = manifest;
  return [
    `${directory} verifies`,
    `  files      ${files}, each as SHA256SUMS lists it, and no other`,
    `  signature  ${signatureWords(signature)}`,
    `  replies    ${calls.made} calls, read again: the snapshot says what they say`,
    `  result     compared again, by the waivers of ${startedAt}: ${verdictWords[result.verdict]}, ${describeVerdict(result)}`,
    `  reports    ${reportWords(manifest.reports.length, reports)}`,
    'What the run says of itself',
    `  source     ${describeSource(result.source)}`,
    `  caller     ${callerWords(caller)}`,
    `  commit     ${git.commit ?? 'none'}${git.dirty ? `, DIRTY: ${git.because.join('; ')}` : ''}`,
    `  program    ${tool.name} ${tool.version}, Node ${tool.node}`,
  ];
}

function signatureWords(signature: Signature): string {
  switch (signature.state) {
    case 'none':
      return 'none';
    case 'unchecked':
      return `by a key ${signature.keyId}, NOT CHECKED: no --public-key was given`;
    case 'checked':
      return `checked, by the key ${signature.keyId}`;
  }
}

function callerWords(caller: Caller): string {
  switch (caller.state) {
    case 'known':
      return `${caller.arn}, account ${caller.account} (by STS)`;
    case 'unknown':
      return `unknown: STS did not say (${caller.code})`;
    case 'not-asked':
      return 'unknown: STS was not asked';
  }
}

function reportWords(count: number, reports: Verified['reports']): string {
  switch (reports) {
    case 'rendered again':
      return `${count}, rendered again: the same`;
    case 'by another build':
      return `${count}, NOT RENDERED AGAIN: another build of this program wrote them`;
  }
}
