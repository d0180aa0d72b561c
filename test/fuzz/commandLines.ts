import type { Command } from '../../src/cli/command.ts';
import { audit } from '../../src/cli/commands/audit.ts';
import { collect } from '../../src/cli/commands/collect.ts';
import { emulate } from '../../src/cli/commands/emulate.ts';
import { merge } from '../../src/cli/commands/merge.ts';
import { render } from '../../src/cli/commands/render.ts';
import { review } from '../../src/cli/commands/review.ts';
import { validate } from '../../src/cli/commands/validate.ts';
import type { Random } from '../simulation/random.ts';
import { anyOf } from './fuzz.ts';

const commands = [audit, validate, collect, review, merge, render, emulate];
export const nameOf = ({ usage }: Command) => usage.split(' ')[0] ?? '';
const options = [...new Set(commands.flatMap((command) => Object.entries(command.options)))];

const values = words(
  'junit=out/r.xml text - markdown=- json error notice 16 0 -5 1e3 s.json true false my-role = a=b',
  'https://vpc.aliyuncs.com http://127.0.0.1:1 baselines',
);
const paths = words(
  'baselines baselines/*.yaml - ./-x help version completion true __proto__ constructor $0 _ [object]',
);
const odd = [
  ...words(
    '-- --- - --= -= --=x ----- --no-embedded --no- --_ --$0 --$0=x --_=x --baselines=x --result -v -h --help --version',
    '--help=false --version=0 -oh -ho -o=text -otext --__proto__ --__proto__.x=1 --constructor=1 --output.0=x',
    '--output[]=x --failOn=error --fail_on --get-yargs-completions --config=x --show-hidden --no-version --no-help',
    '--1 -1 -1.5 0x10 ::error::x --embedded= --embeded --outptu –embedded —o --Embedded "--embedded" --toString',
    '--hasOwnProperty',
  ),
  ...['', ' ', '\0', '\n', 'a\nb', '--a\nb', '--ver\nbose', '\u202e', '--\u001b[31m', '--embedded ', ' --embedded'],
  '--x'.repeat(500),
];

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

/** Mostly words that fit together, so that a good part of the lines is a command. */
export function anyLine(random: Random): string[] {
  const command = random.pick([audit, audit, validate, collect, review, merge, render, emulate]);
  const line = random.chance(0.95) ? [nameOf(command)] : [];
  if (command === collect && random.chance(0.8)) line.push('--to', 's.json');
  if (command === review && random.chance(0.8)) line.push('--base', 'main');
  for (let left = random.below(5); left > 0; left--) {
    const own = Object.entries(command.options);
    const [name, { type }] = anyOf(random.chance(0.9) && own.length > 0 ? own : options, random) ?? ['output', {}];
    const option = name === 'output' && random.chance(0.5) ? '-o' : `--${name}`;
    const value = name === 'fail-on' && random.chance(0.7) ? 'error' : (anyOf(values, random) ?? '');
    if (type === 'boolean') line.push(option);
    else if (random.chance(0.5)) line.push(option, value);
    else line.push(`${option}=${value}`);
    if (random.chance(0.3)) line.push(anyOf(paths, random) ?? '');
  }
  const mistakes = random.pick([0, 1, 1, 2]);
  return Array.from({ length: mistakes }).reduce<string[]>((changed) => mistake(changed, random), line);
}

function mistake(line: readonly string[], random: Random): string[] {
  const at = random.below(line.length + 1);
  const word = anyOf(random.chance(0.6) ? odd : [...values, mistyped(line[at] ?? '', random)], random) ?? '';
  return random.pick([
    () => line.toSpliced(at, 0, word),
    () => line.toSpliced(at, 1, word),
    () => line.toSpliced(at, 1),
    () => line.toSpliced(at, 0, ...line.slice(at, at + 2)),
  ])();
}

function mistyped(word: string, random: Random): string {
  const at = random.below(word.length + 1);
  return word.slice(0, at) + random.pick(['', '-', '=', 'x', '.', 'É', ' ', '\n']) + word.slice(at + random.below(2));
}
