import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

export const github = fileURLToPath(new URL('../../../.github/', import.meta.url));

export interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const action = load(await readFile(`${github}actions/audit/action.yml`, 'utf8')) as Action;

export interface StepRan {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** One script as a runner of GitHub runs it: in bash, with files for its outputs and its summary. */
export async function runScript(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<StepRan> {
  const temp = join(cwd, '.runner');
  await mkdir(temp, { recursive: true });
  const files = { GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'summary.md') };
  const file = join(temp, 'step.sh');
  await writeFile(file, script);
  for (const path of Object.values(files)) await writeFile(path, '');
  const all = { PATH: process.env.PATH, RUNNER_TEMP: temp, ...files, ...env };
  const ended = await new Promise<Pick<StepRan, 'exitCode' | 'stdout' | 'stderr'>>((done) => {
    const bash = ['--noprofile', '--norc', '-eo', 'pipefail', file];
    execFile('bash', bash, { cwd, env: all }, (error, stdout, stderr) => {
      done({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
  const lines = (await readFile(files.GITHUB_OUTPUT, 'utf8')).split('\n').filter((line) => line !== '');
  const outputs = Object.fromEntries(lines.map((line) => [line.split('=')[0], line.replace(/^[^=]*=/, '')]));
  return { ...ended, outputs, summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8') };
}

/** A step of the action with these inputs; `told` is what the steps before it have told, as `install.main`. */
export async function runStep(
  id: string,
  cwd: string,
  inputs: Readonly<Record<string, string>>,
  told: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<StepRan> {
  const step = action.runs.steps.find((each) => each.id === id);
  if (step?.run === undefined) throw new Error(`the action has no step ${id} with a script`);
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
  const given: Readonly<Record<string, string>> = { ...defaults, ...inputs };
  const evaluate = (value: string): string =>
    value.replaceAll(/\$\{\{ (?:inputs\.([\w-]+)|steps\.(\w+)\.outputs\.([\w-]+)) \}\}/g, (_, input, from, output) => {
      return input === undefined ? (told[`${from}.${output}`] ?? '') : (given[input] ?? '');
    });
  const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value)]));
  return await runScript(step.run, cwd, { GITHUB_ACTION_PATH: `${github}actions/audit`, ...env, ...own });
}
