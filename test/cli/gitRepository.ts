import { execFileSync } from 'node:child_process';
import { inFolder } from './fixture.ts';

/** Nobody's configuration but its own. */
export function gitEnvironmentOf(cwd: string): NodeJS.ProcessEnv {
  const who = { NAME: 'Net Ops', EMAIL: 'netops@example.com' };
  const named = Object.entries(who).flatMap(([what, value]) =>
    ['AUTHOR', 'COMMITTER'].map((role) => [`GIT_${role}_${what}`, value]),
  );
  return { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(named) };
}

/** Runs the real git; gives what it prints. */
export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', [...args], { cwd, env: gitEnvironmentOf(cwd), encoding: 'utf8', stdio: 'pipe' }).trim();
}

export function commitAll(cwd: string, message: string): void {
  git(cwd, 'add', '--all', '--force');
  git(cwd, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/** A repository of its own whose branch `main` holds these files, and whose working tree is clean. */
export async function inRepository<T>(
  files: Readonly<Record<string, string>>,
  use: (cwd: string) => Promise<T>,
): Promise<T> {
  return await inFolder(files, async (cwd) => {
    git(cwd, 'init', '--quiet', '--initial-branch', 'main');
    commitAll(cwd, 'base');
    return await use(cwd);
  });
}
