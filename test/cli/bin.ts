import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The bundle: what users run. */
export const main = fileURLToPath(new URL('../../bundle/main.js', import.meta.url));
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Bin {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** The first line on standard output. */
  readonly firstLine: Promise<string>;
}

export interface BinOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of node itself. */
  readonly node?: readonly string[];
  readonly main?: string;
  /** An open file that is its standard output; without one, it is kept. */
  readonly stdout?: number;
}

/** The built program as a process of its own, without keys or a home; it is gone when `use` is done. */
export async function withBin<T>(
  argv: readonly string[],
  options: BinOptions,
  use: (bin: Bin) => Promise<T>,
): Promise<T> {
  const { cwd = projectRoot, env = {}, node = [], main: program = main, stdout = 'pipe' } = options;
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(ALIBABA|NODE_OPTIONS|NO_COLOR|FORCE_COLOR)/.test(name),
  );
  const child = spawn(process.execPath, [...node, program, ...argv], {
    cwd,
    env: { ...Object.fromEntries(kept), HOME: '/nonexistent', ...env },
    stdio: ['ignore', stdout, 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output.stdout += chunk;
      if (output.stdout.includes('\n')) resolve(output.stdout.split('\n')[0] ?? '');
    });
    child.on('close', () => reject(new Error(`ended without a line: ${output.stderr}`)));
  });
  firstLine.catch(() => {});
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const ended = once(child, 'close').then(([exitCode, signal]): Ended => ({ exitCode, signal, ...output }));
  try {
    return await use({ child, ended, firstLine });
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

export function runBin(argv: readonly string[], options: BinOptions = {}): Promise<Ended> {
  return withBin(argv, options, ({ ended }) => ended);
}
