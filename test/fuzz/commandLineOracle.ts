import type { Command } from '../../src/cli/command.ts';

/** A line read word by word, by what is usual for options: `--name value`, `--name=value`, `-o value`, and paths. */
export interface PlainReading {
  readonly command: string | undefined;
  readonly paths: readonly string[];
  readonly options: Readonly<Record<string, string | true | readonly string[]>>;
  /** Words that no such command has. */
  readonly unknown: readonly string[];
}

export function readPlainly(words: readonly string[], { options: known }: Command): PlainReading {
  const bare: string[] = [];
  const unknown: string[] = [];
  const options: Record<string, string | true | string[]> = {};
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  for (let at = 0; at < end; at++) {
    const word = words[at] ?? '';
    const [, dashed, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (dashed === undefined) {
      bare.push(word);
      continue;
    }
    const name = dashed === 'o' && Object.hasOwn(known, 'output') ? 'output' : dashed;
    if (!Object.hasOwn(known, name)) unknown.push(word);
    else if (known[name]?.type === 'boolean' && value === undefined) options[name] = true;
    else {
      const given = value ?? words[++at] ?? '';
      options[name] = name === 'output' ? [...[options[name] ?? []].flat().map(String), given] : given;
    }
  }
  const [command, ...paths] = [...bare, ...words.slice(end + 1)];
  return { command, paths, options, unknown };
}
