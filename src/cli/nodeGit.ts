import { execFile } from 'node:child_process';
import type { Git, World } from './world.ts';

/** The git of this machine, which only reads here: it asks nobody for a password and takes no lock. */
export function gitIn(cwd: string, env: World['env']): Git {
  return (args, mostBytes) =>
    new Promise((done, fail) => {
      const options = { cwd, env: gitEnvironment(env), maxBuffer: mostBytes, encoding: 'buffer' } as const;
      execFile('git', [...careful, ...args], options, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : error.code;
        if (typeof exitCode === 'number') done({ exitCode, stdout, stderr: stderr.toString() });
        else fail(error);
      });
    });
}

/**
 * A stranger's commit may hold files that look like a git directory, with a configuration whose commands git would run; so
 * git looks for a `.git` alone. And what is not here is not fetched: that runs commands, too.
 */
const careful = ['-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false'];

/**
 * A hook, an editor or a rebase sets variables that lead git to another repository, index or object store; what the
 * machine is configured with (GIT_CONFIG…, such as safe.directory) stays. Replaced objects are not what was reviewed.
 */
function gitEnvironment(env: World['env']): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^GIT_(?!CONFIG)/i.test(name) && !/^(LC_ALL|LANGUAGE)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
