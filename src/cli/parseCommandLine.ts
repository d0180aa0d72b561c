import yargs from 'yargs';
import { didYouMean } from '../document/didYouMean.ts';
import { quote } from '../document/quote.ts';
import type { Command } from './command.ts';
import { accept } from './commands/accept.ts';
import { audit } from './commands/audit.ts';
import { collect } from './commands/collect.ts';
import { completion } from './commands/completion.ts';
import { emulate } from './commands/emulate.ts';
import { explain } from './commands/explain.ts';
import { history } from './commands/history.ts';
import { init } from './commands/init.ts';
import { merge } from './commands/merge.ts';
import { render } from './commands/render.ts';
import { review } from './commands/review.ts';
import { validate } from './commands/validate.ts';
import { verify } from './commands/verify.ts';
import { tool } from './packageFacts.ts';
import { UnusableInput } from './unusableInput.ts';

export const commands: readonly Command[] = [
  audit,
  validate,
  init,
  accept,
  collect,
  review,
  merge,
  render,
  history,
  verify,
  explain,
  emulate,
  completion,
];

export type ParsedCommandLine =
  | {
      readonly state: 'chosen';
      readonly command: Command;
      readonly options: Record<string, unknown>;
      readonly paths: readonly string[];
    }
  /** `--help` and `--version`: what to print. */
  | { readonly state: 'answered'; readonly text: string };

/** `width` in columns, of the help. Throws UnusableInput for everything that is not exactly a command and its options. */
export async function parseCommandLine(words: readonly string[], width: number): Promise<ParsedCommandLine> {
  const argv = words.map(asPath);
  if (argv.some((word) => /^--?get-yargs-completions(=|$)/.test(word))) throw new UnusableInput([noCommand]);
  let chosen: { command: Command; parsed: Record<string, unknown> } | undefined;
  let answer = '';
  const parser = yargs()
    .scriptName('route-drift')
    .usage('$0 <command>\n\nAudits the routes of Alibaba Cloud IPsec-VPN connections against YAML baselines.')
    .locale('en')
    .exitProcess(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    })
    .strict()
    .demandCommand(1, 'a command is missing')
    .version(tool().version)
    .help()
    .alias('help', 'h')
    .wrap(Math.min(width, 100))
    .epilogue(
      'Exit codes: 0 in sync, 1 drifted, 2 unusable input, 3 incomplete, 4 evidence does not verify, 70 a bug, 130 and 143 interrupted.',
    )
    .fail((message, error) => {
      throw error instanceof Error && error.name !== 'YError' ? error : new UnusableInput([message]);
    });
  for (const command of commands) {
    parser.command({
      command: command.usage,
      describe: command.describe,
      builder: (builder) => {
        const name = positionalOf(command);
        if (name !== null) builder.positional(name, { type: 'string', ...command.positional });
        for (const [example, meaning] of command.examples) builder.example(example, meaning);
        return builder.options(command.options);
      },
      handler: (parsed) => {
        chosen = { command, parsed };
      },
    });
  }
  try {
    await parser.parseAsync([...argv], {}, (_error, _parsed, output) => {
      answer = output;
    });
  } catch (error) {
    if (error instanceof UnusableInput) throw new UnusableInput([clearer(error.message, argv)]);
    throw error;
  }
  if (chosen === undefined) {
    // yargs also answers a last word "help", which must not pass for a run in sync.
    if (asksForHelp(argv)) return { state: 'answered', text: `${answer}\n` };
    throw new UnusableInput([noCommand]);
  }
  const { command, parsed } = chosen;
  const misused = misuses(command, parsed, argv);
  if (misused.length > 0) throw new UnusableInput(misused);
  return { state: 'chosen', command, options: parsed, paths: pathsOf(command, parsed) };
}

const noCommand = 'this is no command to run; for help write route-drift --help';

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (
    argv[0] === 'help' ||
    (end === -1 ? argv : argv.slice(0, end)).some((word) => ['--help', '-h', '--version'].includes(word))
  );
}

/** The name that the usage gives to what is no option. */
function positionalOf({ usage }: Command): string | null {
  return /[[<](\w+)/.exec(usage)?.[1] ?? null;
}

/** What follows `--` is a path too, and must not be swallowed. */
function pathsOf(command: Command, parsed: Record<string, unknown>): readonly string[] {
  const name = positionalOf(command);
  const positional = name === null ? [] : [parsed[name]].flat();
  const afterDashes = Array.isArray(parsed._) ? parsed._.slice(1) : [];
  return [...positional, ...afterDashes].filter((path) => path !== undefined).map(String);
}

/** What yargs lets pass: an option given twice, `--flag=maybe` read as false, an empty value, `---`. */
function misuses(command: Command, parsed: Record<string, unknown>, argv: readonly string[]): readonly string[] {
  const repeatable = ['output', ...(command.repeatable ?? [])];
  const twice = Object.keys(command.options).filter(
    (name) => !repeatable.includes(name) && Array.isArray(parsed[name]),
  );
  const booleans = Object.keys(command.options).filter((name) => command.options[name]?.type === 'boolean');
  const flags = [...booleans, 'help', 'version'];
  const maybe = argv.filter(
    (word, i) =>
      flags.some((name) => word.replace(/^--?/, '-').startsWith(`-${name}=`)) ||
      (/^(true|false)$/.test(word) && flags.some((name) => argv[i - 1]?.replace(/^--?/, '') === name)),
  );
  const end = argv.indexOf('--');
  const ownNames = ['_', '$0', positionalOf(command)];
  const hidden = (end === -1 ? argv : argv.slice(0, end)).filter(
    (word) =>
      (ownNames.includes(word.replace(/^--?/, '').replace(/=.*/s, '').toLowerCase()) && word.startsWith('-')) ||
      /^-(?!$|\d|-?[a-z][a-z-]*(=|$))/i.test(word),
  );
  const paths = pathsOf(command, parsed);
  const empty = Object.keys(command.options).filter((name) => [parsed[name]].flat().includes(''));
  return [
    ...twice.map((name) => `--${name} stands twice`),
    ...maybe.map((word) => `${quote(word)}: a flag takes no value`),
    ...hidden.map((word) => `unknown option ${quote(word)}; paths are written without an option`),
    ...empty.map((name) => `--${name} needs a value`),
    ...(paths.includes('') ? ['a path is empty'] : []),
    ...(command.positional === null && paths.length > 0 ? [`unknown argument ${quote(paths[0] ?? '')}`] : []),
  ];
}

/** yargs drops a lone `-` and answers a last word `help`; as paths they must be neither. After an option `-` is its value. */
function asPath(word: string, i: number, words: readonly string[]): string {
  if (isValued(words[i - 1] ?? '')) return word;
  return word === '-' || (word === 'help' && i > 0) ? `./${word}` : word;
}

/** An option that the next word is the value of. */
function isValued(word: string): boolean {
  if (word === '-o') return true;
  const name = word.startsWith('--') ? word.slice(2) : '';
  return commands.some(({ options }) => options[name] !== undefined && options[name].type !== 'boolean');
}

/** yargs' words made helpful: unknown options and commands get a suggestion, and nothing spans two lines. */
function clearer(message: string, argv: readonly string[]): string {
  const unknown = /^Unknown (argument|command)s?: (.*)$/s.exec(message);
  const names = commands.map(({ usage }) => usage.split(' ')[0] ?? '');
  const command = commands.find(({ usage }) => argv[0] === usage.split(' ')[0]);
  const help = `(see route-drift ${command === undefined ? '' : `${argv[0]} `}--help)`;
  if (unknown?.[2] === undefined) return `${message.replaceAll(/\s*\n\s*/g, ' ')} ${help}`;
  const options = [...Object.keys(command?.options ?? {}), 'help', 'version'];
  const told = unknown[2].split(', ').map((word) => {
    const isOption = argv.some((written) => written.startsWith('-') && written.replace(/^-+/, '').startsWith(word));
    const meant = isOption ? didYouMean(word, options) : didYouMean(word, names);
    const dashes = isOption ? (word.length === 1 ? '-' : '--') : '';
    return `unknown ${isOption ? 'option' : 'argument'} ${quote(dashes + word)}${meant === null ? '' : `; did you mean ${dashes === '' ? '' : '--'}${meant}?`}`;
  });
  return `${told.join('; ')} ${help}`;
}
