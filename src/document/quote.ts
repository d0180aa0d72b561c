const longest = 60;

/**
 * Text from outside as it may stand in a message: in JSON quotes, on one line, with nothing a terminal acts upon
 * (control and bidirectional characters, lone surrogates), shortened to about 60 characters.
 */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * longest + 2));
  const shown = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
  return escapeInvisible(JSON.stringify(shown));
}

/** The same escapes without quotes and without shortening, for file names and other people's error texts. */
export function escapeInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu, escapeCharacter);
}

/**
 * A line for stderr, where a CI runner reads along: no `::error::` at its beginning and no `##[error]` anywhere in it
 * is taken for a command, whatever a file is called.
 */
export function safeLine(text: string): string {
  return escapeInvisible(text)
    .replace(/^(\s*):(?=:)/, '$1\\u003a')
    .replace(/##(?=[a-z]*\[)/gi, '#\\u0023');
}

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
export function listWords(words: readonly string[], conjunction: 'or' | 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
