import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import { badCharacters, decode } from './decode.ts';
import { limitProblems } from './limitProblems.ts';
import { type Lines, linesOf } from './lines.ts';
import { scanEvents } from './nodes.ts';
import type { Problem } from './place.ts';
import { type Places, placesOf } from './places.ts';
import { escapeInvisible } from './quote.ts';

export type ReadDocument =
  | { readonly state: 'read'; readonly value: unknown; readonly places: Places }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/** As `ReadDocument`, with a value to look at although something in the file is wrong. */
export type ParsedDocument =
  | { readonly state: 'read'; readonly value: unknown; readonly places: Places; readonly problems: readonly Problem[] }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

export const mostYamlMebibytes = 4;
const mostLevels = 20;
/** 20,000 routes are some 300,000; far beyond that, a file is there to fill the memory. */
const mostEvents = 1_000_000;

/**
 * YAML 1.2 (core) → data with the place of every value: exactly one document, no aliases, anchors, tags or merge keys,
 * no key twice, numbers written plainly, UTF-8, at most 4 MiB. Never throws. Mappings may own a key `__proto__`.
 */
export function readYaml(file: string, bytes: Uint8Array): ReadDocument {
  const parsed = parseYaml(file, bytes);
  if (parsed.state === 'refused') return parsed;
  if (parsed.problems.length > 0) return { state: 'refused', problems: parsed.problems };
  return { state: 'read', value: parsed.value, places: parsed.places };
}

/** For who wants to report what else is wrong in the file: `problems` may be non-empty beside the value. */
export function parseYaml(file: string, bytes: Uint8Array): ParsedDocument {
  const decoded = decode(file, bytes, mostYamlMebibytes);
  if (decoded.state === 'refused') return decoded;
  const bad = badCharacters(file, decoded.text);
  if (bad.length > 0) return { state: 'refused', problems: bad };
  const lines = linesOf(file, decoded.text);
  try {
    return parseText(decoded.text, lines);
  } catch (error) {
    return { state: 'refused', problems: [parserProblem(error, lines)] };
  }
}

function parseText(text: string, lines: Lines): ParsedDocument {
  const events = parseEvents(text, { maxDepth: mostLevels });
  const refuse = (offset: number, message: string): ParsedDocument => {
    return { state: 'refused', problems: [{ at: lines.placeOf(offset), message }] };
  };
  if (events.length > mostEvents) return refuse(0, 'the file holds too many values; split it');
  if (isEmpty(events)) return refuse(0, 'the file is empty; it must hold one YAML document');
  const second = secondDocument(events, text);
  if (second !== null) return refuse(second, 'a second document starts here; a file must hold exactly one');
  if (hasDirective(events)) return refuse(text.search(/^%/m), 'directives (%) are not allowed; remove the line');

  const scan = scanEvents(events, text, lines);
  const problems = limitProblems(scan.problems);
  if (!scan.hasValue) return { state: 'refused', problems };
  // `json`: a key given twice has been reported above; here it must not stop the reading of the rest.
  const [value] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxAliases: 0, json: true });
  return { state: 'read', value, places: placesOf(scan.root, lines), problems };
}

/** True for no document, and for one without content, such as `---` or comments alone. */
function isEmpty(events: readonly Event[]): boolean {
  const [, content, ...rest] = events.slice(0, 4);
  if (content === undefined) return true;
  return content.type === EVENT_ID.SCALAR && content.valueStart === -1 && content.tagStart === -1 && rest.length === 1;
}

/** The offset of its `---` line; of its content where it has none, after a `...` line. */
function secondDocument(events: readonly Event[], text: string): number | null {
  const [first] = events;
  const index = events.findIndex((event, i) => i > 0 && event.type === EVENT_ID.DOCUMENT);
  const second = events[index];
  if (first?.type !== EVENT_ID.DOCUMENT || second?.type !== EVENT_ID.DOCUMENT) return null;
  const content = events[index + 1];
  if (!second.explicitStart && content !== undefined) return startOf(content);
  // At the start of a line `---` is a marker wherever it stands, in quotes and block scalars too.
  const markers = text.matchAll(/^---(?=\s|$)/gm);
  if (first.explicitStart) markers.next();
  return markers.next().value?.index ?? 0;
}

function startOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return Math.max(event.valueStart, 0);
  return event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING ? event.start : 0;
}

function hasDirective(events: readonly Event[]): boolean {
  const [document] = events;
  return document?.type === EVENT_ID.DOCUMENT && document.directives.length > 0;
}

/** Only `reason` and `mark`: the message of js-yaml prints lines of the file. */
function parserProblem(error: unknown, lines: Lines): Problem {
  if (!(error instanceof YAMLException)) {
    const name = error instanceof Error ? error.name : typeof error;
    return { at: lines.placeOf(0), message: `the file cannot be parsed as YAML (${escapeInvisible(name)})` };
  }
  const at = lines.placeOf(error.mark?.position ?? 0);
  if (error.reason.includes('maxDepth')) return { at, message: `nested deeper than ${mostLevels} levels` };
  return { at, message: `not valid YAML: ${escapeInvisible(error.reason.slice(0, 200))}` };
}
