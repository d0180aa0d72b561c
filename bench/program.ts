import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { embeddedCredentials } from '../src/emulator/embeddedCredentials.ts';

/** The bin that users run. */
export const main = fileURLToPath(new URL('../bundle/main.js', import.meta.url));

export interface Run {
  readonly exitCode: number | null;
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly stderr: string;
}

const tellPeak = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`,
)}`;

/** Node as a process of its own, with the keys of the embedded API. `peak` costs a little, and is 0 unless asked for. */
export async function runNode(argv: readonly string[], cwd: string, peak = false): Promise<Run> {
  const { id, secret } = embeddedCredentials;
  const env = { PATH: process.env.PATH, ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret };
  const started = performance.now();
  const child = spawn(process.execPath, [...(peak ? ['--import', tellPeak] : []), ...argv], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const told = { stderr: '', peak: '' };
  child.stderr?.on('data', (chunk) => {
    told.stderr += chunk;
  });
  child.stdio[3]?.on('data', (chunk) => {
    told.peak += chunk;
  });
  const [exitCode] = await once(child, 'close');
  const milliseconds = performance.now() - started;
  return { exitCode, milliseconds, peakMegabytes: Number(told.peak) / 1000, stderr: told.stderr };
}

/** As `runNode`, of our program; throws where it does not end with one of these codes, so that no failure is measured. */
export async function runProgram(argv: readonly string[], cwd: string, exitCodes: readonly number[], peak = false) {
  const run = await runNode([main, ...argv], cwd, peak);
  if (run.exitCode !== null && exitCodes.includes(run.exitCode)) return run;
  throw new Error(`route-drift ${argv.join(' ')} ended with ${run.exitCode}: ${run.stderr.slice(0, 2000)}`);
}
