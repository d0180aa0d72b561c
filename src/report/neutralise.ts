/**
 * Every string of a result was written by somebody else: a baseline's author, the API, whoever named a file. Here each
 * target (a terminal, XML, Markdown, a workflow command, JSON) has the function that keeps such a string in its place.
 *
 * `printable` is the ground of all: what a reader can't see, or a machine would obey, is shown as its escape. It
 * changes nothing the second time, so that a sentence made of printable fields may go through a target's function.
 */
const longestField = 300;

/** Control, format (bidi, zero-width), surrogate and private-use characters, and the two line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** `##[error]`, `##vso[`, `##teamcity[`: CI runners obey these anywhere in a line. */
const runnerCommand = /##(?=[a-z]*\[)/gi;

/** One line, with nothing in it that a terminal or a CI runner obeys. */
export function printable(text: string): string {
  return text.replace(invisible, escapeCharacter).replace(runnerCommand, '#\\u0023');
}

/** As `printable`, and shortened to what a person would read: for one field, not for a sentence made of several. */
export function field(text: string): string {
  if (text.length <= longestField) return printable(text);
  const kept = Array.from(text.slice(0, 2 * longestField)).slice(0, longestField);
  return `${printable(kept.join(''))}… (${text.length} characters)`;
}

/** For XML text and attribute values. What XML 1.0 can't hold at all becomes U+FFFD. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/**
 * Markdown that shows the text as code: no mention, link or reference comes alive in it. The short backtick form only
 * where nothing in the text could end it or a table cell; otherwise an element with everything but letters as entities.
 */
export function markdownCode(text: string): string {
  const shown = printable(text);
  if (/^[^\s`|\\<>&$[\]](?:[^`|\\<>&$[\]]*[^\s`|\\<>&$[\]])?$/.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replace(/[!-/:-@[-`{-~]/g, toEntity)}</code>`;
}

/**
 * Markdown that shows the sentence as plain text, in a table cell too. A mention or an issue number would come alive
 * even from an entity, since GitHub looks for them in the finished page: a zero-width space breaks them.
 */
export function markdownProse(sentence: string): string {
  return printable(sentence).replace(alive, (found) =>
    /^[@#:Gw]|^$/i.test(found) ? `${found}&#8203;` : toEntity(found),
  );
}

/** Punctuation of Markdown and HTML; a block marker at the beginning; mentions, references, addresses. */
const alive =
  /[\\`*{}[\]<>&|~$!]|(?<![a-z0-9])_|_(?![a-z0-9])|^(?=[#+=-]|\d+[.)])|@|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi;

/** For a line of a fenced block, where nothing is markup but where there are no entities either. */
export function markdownFenced(line: string): string {
  return printable(line).replace(/</g, '\\u003c');
}

/** For the message of a GitHub workflow command. */
export function commandMessage(sentence: string): string {
  return printable(sentence).replace(/%/g, '%25');
}

/** For a property of a GitHub workflow command, such as `file` or `title`. */
export function commandProperty(text: string): string {
  return commandMessage(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** For the text of a SARIF message, where `[text](address)` would be a link and `{0}` a placeholder. */
export function sarifMessage(sentence: string): string {
  return printable(sentence).replace(/\]\(/g, ']\\u0028').replace(/[{}]/g, '$&$&');
}

/** For a whole JSON text: says the same to every parser, and nothing to a terminal or a CI runner. */
export function jsonText(text: string): string {
  return text
    .replace(invisible, (character) => (character === '\n' ? character : escapeCharacter(character)))
    .replace(runnerCommand, '#\\u0023');
}

function escapeCharacter(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function toEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
