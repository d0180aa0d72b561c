/** How many columns of a terminal the text takes: Chinese, Japanese and Korean characters and most emoji take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - columnsOf(text), 0));
}

/** The widest of the texts, but never more than `most`: one long name does not push all others aside. */
export function widest(texts: readonly string[], most: number): number {
  return Math.min(
    texts.reduce((widest, text) => Math.max(widest, columnsOf(text)), 0),
    most,
  );
}

/**
 * The words of a text in lines of `width` columns: `first` stands before the first line, `rest` before the others. A
 * word is never cut, since it may be a destination or a place. A line that would begin with `::`, which GitHub Actions
 * takes for a command, begins with an escape instead.
 */
export function wrap(text: string, width: number, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = rest + word;
    } else {
      line += empty ? word : ` ${word}`;
      empty = false;
    }
  }
  return [...lines, line].map((each) => each.trimEnd().replace(/^( *):(?=:)/, '$1\\u003a'));
}
