import { didYouMean } from '../document/didYouMean.ts';
import { quote } from '../document/quote.ts';
import { codeOf, systemReason, UnusableInput } from './unusableInput.ts';
import type { Git, World } from './world.ts';

const mostBytes = 16 * 2 ** 20;

/**
 * The commit that a revision of the command line names. Throws UnusableInput, which says what to do, where it names none:
 * an option, a range, a tag and a branch of one name, no repository, a clone that is not deep enough.
 */
export async function commitOf(option: string, revision: string, { git, files }: World): Promise<string> {
  const refuse = (reason: string, cause?: unknown) =>
    new UnusableInput([`${option} ${quote(revision)}: ${reason}`], { cause });
  if (!/^[^-\p{Cc}][^\p{Cc}]*$/u.test(revision)) throw refuse('not a revision');
  const ask = (...args: string[]) =>
    git(args, mostBytes).catch((error: unknown) => {
      const isMissing = codeOf(error) === 'ENOENT';
      throw refuse(isMissing ? 'git is not installed here, or not in PATH' : `git: ${systemReason(error)}`, error);
    });
  const shallow = await ask('rev-parse', '--is-shallow-repository');
  if (shallow.exitCode !== 0) throw refuse(`no git repository could be read here: ${firstLine(shallow.stderr)}`);
  const warning = ['-c', 'core.warnAmbiguousRefs=true'];
  const found = await ask(...warning, 'rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`);
  const commit = textOf(found.stdout).trim();
  if (/is ambiguous/.test(found.stderr)) {
    throw refuse('it has several meanings here; write it in full, such as refs/heads/main or refs/remotes/origin/main');
  }
  if (found.exitCode === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  if ((await files.kindOf(revision).catch(() => 'nothing')) === 'directory') {
    throw refuse(`no such revision; to compare with the directory of this name write ./${revision}`);
  }
  if (textOf(shallow.stdout).trim() === 'true') throw refuse(tooShallow(revision));
  const refs = await ask('for-each-ref', '--format=%(refname:short)');
  const names = textOf(refs.stdout).split('\n');
  const meant = names.find((name) => name.endsWith(`/${revision}`)) ?? didYouMean(revision, names);
  throw refuse(`no such revision${meant === null ? '' : `; did you mean ${meant}?`} (git fetch gets what others have)`);
}

/**
 * True where everything that led to the base is in the head too, false where it is not, and null where a shallow clone
 * can't tell.
 */
export async function isContained(base: string, head: string, git: Git): Promise<boolean | null> {
  const { exitCode } = await git(['merge-base', '--is-ancestor', base, head], mostBytes);
  if (exitCode === 0) return true;
  const shallow = await git(['rev-parse', '--is-shallow-repository'], mostBytes);
  return exitCode === 1 && textOf(shallow.stdout).trim() === 'false' ? false : null;
}

/** A revision is needed, not what led to it, so one commit is enough where it can be named to a server. */
function tooShallow(revision: string): string {
  const steps = /^HEAD((?:\^\d?|~\d*)+)$/.exec(revision)?.[1];
  const why = 'this clone is shallow and does not hold it';
  if (steps === undefined) {
    const name = revision.replace(/^origin\//, '');
    return `${why}; with actions/checkout write fetch-depth: 0, elsewhere git fetch --depth=1 origin ${quote(name)} and --base FETCH_HEAD`;
  }
  const depth = [...steps.matchAll(/\^|~(\d*)/g)].reduce((sum, [, count]) => sum + Number(count || 1), 1);
  return `${why}; with actions/checkout write fetch-depth: ${depth}, elsewhere git fetch --depth=${depth}`;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Without git's own word for how bad it is. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/^fatal: /, '');
}
