import { expect } from '@jest/globals';
import { listOf } from '../../src/cli/command.ts';
import { type ParsedCommandLine, parseCommandLine } from '../../src/cli/parseCommandLine.ts';
import { UnusableInput } from '../../src/cli/unusableInput.ts';
import { readPlainly } from './commandLineOracle.ts';
import { anyLine, nameOf } from './commandLines.ts';
import { fuzz } from './fuzz.ts';

fuzz(
  'a command line is a command with just what is written, an answer, or unusable',
  700,
  ['chosen', 'unusable'],
  async (random) => {
    const line = anyLine(random);
    const parsed = await parsedOrNull(line);
    if (parsed === null) return 'unusable';
    if (parsed.state === 'chosen') expectAsWritten(parsed, line);
    else expect(line.some((word) => /^(--help|-h|--version|help)$/.test(word))).toBe(true);
    return parsed.state;
  },
);

async function parsedOrNull(line: readonly string[]): Promise<ParsedCommandLine | null> {
  try {
    return await parseCommandLine(line, 80);
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    expect(error.lines.length).toBeGreaterThan(0);
    expect(error.lines.filter((text) => text === '' || /[\r\n]/.test(text))).toEqual([]);
    return null;
  }
}

type Chosen = Extract<ParsedCommandLine, { state: 'chosen' }>;

function expectAsWritten({ command, options: parsed, paths: found }: Chosen, line: readonly string[]): void {
  const written = readPlainly(line, command);
  const unwritten = Object.entries(command.options).flatMap(([name, option]) =>
    name in written.options || option.default === undefined ? [] : [[name, option.default]],
  );
  const names = Object.keys(command.options);
  const kept = Object.entries(parsed).filter(([name, value]) => names.includes(name) && value !== undefined);
  const listed = kept.map(([name, value]) => [name, name === 'output' ? listOf(value) : value]);
  const all = { command: nameOf(command), options: Object.fromEntries(listed), paths: found, unknown: [] };
  expect(undotted(all)).toEqual(
    undotted({ ...written, options: { ...written.options, ...Object.fromEntries(unwritten) } }),
  );
}

/** yargs would take a word `-` or `help` for something of its own, so that it gets `./` before it. */
function undotted(reading: unknown): unknown {
  return JSON.parse(JSON.stringify(reading).replace(/"\.\/(-|help)"/g, '"$1"'));
}
