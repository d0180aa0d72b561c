import type { InferredOptionTypes, Options } from 'yargs';
import type { ExitCode } from './exitCode.ts';
import type { World } from './world.ts';

/** A command as yargs and `run` need it. Its work is imported when it is chosen, so that `--help` loads none of it. */
export interface Command {
  /** The name, and one positional at most: `audit [baselines..]`. */
  readonly usage: string;
  readonly describe: string;
  readonly positional: {
    readonly describe: string;
    readonly defaultDescription?: string;
    /** What it may be, where that is a list: for completion. */
    readonly words?: readonly string[];
  } | null;
  readonly options: Readonly<Record<string, Options>>;
  /** Options that may stand several times; `output` may wherever it is one. */
  readonly repeatable?: readonly string[];
  readonly examples: readonly (readonly [string, string])[];
  /** `argv`: the words of the command line, for who states them. */
  run(
    parsed: Readonly<Record<string, unknown>>,
    paths: readonly string[],
    world: World,
    argv: readonly string[],
  ): Promise<ExitCode>;
}

interface Definition<O extends Readonly<Record<string, Options>>> extends Omit<Command, 'options' | 'run'> {
  readonly options: O;
  run(
    options: InferredOptionTypes<O>,
    paths: readonly string[],
    world: World,
    argv: readonly string[],
  ): Promise<ExitCode>;
}

/** Gives `run` the types of its own options; that yargs parsed exactly those is what makes the cast true. */
export function defineCommand<O extends Readonly<Record<string, Options>>>(definition: Definition<O>): Command {
  return {
    ...definition,
    run: (parsed, paths, world, argv) => definition.run(parsed as InferredOptionTypes<O>, paths, world, argv),
  };
}

/** The value of an option that may be repeated: yargs gives one as itself and several as a list. */
export function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
