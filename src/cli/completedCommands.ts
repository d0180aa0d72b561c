/** A command as the completion scripts know it. */
export interface CompletedCommand {
  readonly name: string;
  readonly describe: string;
  readonly options: readonly CompletedOption[];
  /** What may stand there without an option; null: files, or nothing. */
  readonly words: readonly string[] | null;
}

export interface CompletedOption {
  readonly name: string;
  readonly describe: string;
  /** What follows: nothing, one of these words, or anything, which is completed as a file. */
  readonly value: 'none' | 'any' | readonly string[];
}

/** From the definitions that the command line is parsed by, so that a script never offers what is refused. */
export async function completedCommands(): Promise<readonly CompletedCommand[]> {
  // Not before it is asked for: the list holds the command that asks.
  const { commands } = await import('./parseCommandLine.ts');
  return commands.map(({ usage, describe, options, positional }) => ({
    name: usage.split(' ')[0] ?? '',
    describe,
    words: positional?.words ?? null,
    options: [
      ...Object.entries(options).map(([name, { type, choices, describe = '' }]): CompletedOption => {
        const value = type === 'boolean' ? 'none' : (choices?.map(String) ?? 'any');
        return { name, describe, value };
      }),
      { name: 'help', describe: 'Show help', value: 'none' },
    ],
  }));
}
