import type { CompletedCommand } from './completedCommands.ts';

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(
    ({ name, describe }) => `complete -c route-drift -n __fish_use_subcommand -f -a ${name} -d ${quoted(describe)}`,
  );
  const rest = commands.flatMap(({ name, options, words }) => {
    const when = `complete -c route-drift -n '__fish_seen_subcommand_from ${name}'`;
    const flags = options.map(({ name, describe, value }) => {
      const takes = value === 'none' ? '' : value === 'any' ? ' -r' : ` -x -a '${value.join(' ')}'`;
      return `${when} -l ${name}${name === 'output' ? ' -s o' : ''}${takes} -d ${quoted(describe)}`;
    });
    return words === null ? flags : [...flags, `${when} -f -a '${words.join(' ')}'`];
  });
  return `${[...names, ...rest].join('\n')}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
