/**
 * One argument for a POSIX shell, bash or zsh: as it is where nothing in it means anything to one, else in single
 * quotes, in which nothing does. Exact for every text without U+0000, which no argument can hold.
 */
export function shellWord(text: string): string {
  // A leading = is a path of a command to zsh.
  if (/^(?!=)[A-Za-z0-9_./:=@-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
