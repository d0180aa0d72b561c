import type { CompletedCommand, CompletedOption } from './completedCommands.ts';

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name, describe }) => `    ${quoted(`${name}:${describe}`)}`);
  const cases = commands.map(({ name, options, words }) => {
    const rest = words === null ? quoted('*:file:_files') : quoted(`1:word:(${words.join(' ')})`);
    const specs = [...options.map(specOf), rest].map((spec) => `        ${spec}`);
    return `      ${name})\n        _arguments \\\n${specs.join(' \\\n')} ;;`;
  });
  return `#compdef route-drift
_route_drift() {
  local -a commands=(
${names.join('\n')}
  )
  local state
  local -a line
  _arguments -C '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest) case $line[1] in
${cases.join('\n')}
    esac ;;
  esac
}
compdef _route_drift route-drift
`;
}

function specOf({ name, describe, value }: CompletedOption): string {
  const head = `--${name}[${describe.replaceAll(/[[\]:\\]/g, '\\$&')}]`;
  if (value === 'none') return quoted(head);
  return quoted(value === 'any' ? `*${head}:value:_files` : `*${head}:value:(${value.join(' ')})`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
