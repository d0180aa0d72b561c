import type { CompletedCommand } from './completedCommands.ts';

/** No word has a blank or a quote in it: all of them are names that the parser knows. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap((option) => {
      if (option.value === 'none') return [];
      const reply = option.value === 'any' ? '()' : `($(compgen -W '${option.value.join(' ')}' -- "$cur"))`;
      const aliases = option.name === 'output' ? [`'${name} -o'`] : [];
      return [`    ${[`'${name} --${option.name}'`, ...aliases].join('|')}) COMPREPLY=${reply}; return ;;`];
    }),
  );
  const words = commands.map(({ name, options, words }) => {
    const flags = options.map((option) => `--${option.name}`).join(' ');
    return `    ${name}) flags='${flags}'; words='${(words ?? []).join(' ')}' ;;`;
  });
  return `_route_drift() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' flags='--help --version' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in -*) ;; *) command=\${COMP_WORDS[i]}; break ;; esac
  done
  case "$command $prev" in
${values.join('\n')}
  esac
  case $command in
    '') words='${commands.map(({ name }) => name).join(' ')}' ;;
${words.join('\n')}
  esac
  if [[ $cur == -* ]]; then words=$flags; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _route_drift route-drift
`;
}
