import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import { Uneditable } from './uneditable.ts';

/**
 * Where the values of a YAML text begin and end, for edits that leave the rest byte for byte. Of a text that `readYaml`
 * has read: one document, without aliases, anchors and tags.
 */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

interface Span {
  readonly start: number;
  /** After its last character; what follows, such as a comment, is not of it. */
  readonly end: number;
  /** In brackets, braces or on one line; else laid out by indentation. */
  readonly flow: boolean;
}

export interface YamlScalar extends Span {
  readonly kind: 'scalar';
}

export interface YamlSequence extends Span {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends Span {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

export interface YamlEntry {
  /** After the key and its quotes. */
  readonly keyEnd: number;
  readonly value: YamlNode;
}

/** Throws Uneditable where the text is not what was said above. */
export function yamlTree(text: string): YamlNode {
  return readNode(text, parseEvents(text, {}).slice(1).values(), 0);
}

/** The next node, or null at the end of what encloses it; `from` is where the text before it ended. */
function nextNode(text: string, events: Iterator<Event>, from: number): YamlNode | null {
  const event: Event | undefined = events.next().value;
  switch (event?.type) {
    case EVENT_ID.POP:
      return null;
    case EVENT_ID.SCALAR:
      return scalarOf(text, event, from);
    case EVENT_ID.SEQUENCE:
      return readSequence(text, events, event.start, event.style === COLLECTION_STYLE.FLOW);
    case EVENT_ID.MAPPING:
      return readMapping(text, events, event.start, event.style === COLLECTION_STYLE.FLOW);
    case EVENT_ID.ALIAS:
    case EVENT_ID.DOCUMENT:
    case undefined:
      throw new Uneditable('no YAML value where one was expected');
  }
}

function readNode(text: string, events: Iterator<Event>, from: number): YamlNode {
  const node = nextNode(text, events, from);
  if (node === null) throw new Uneditable('no YAML value where one was expected');
  return node;
}

function readSequence(text: string, events: Iterator<Event>, start: number, flow: boolean): YamlSequence {
  const items: YamlNode[] = [];
  let end = start + 1;
  for (let item = nextNode(text, events, end); item !== null; item = nextNode(text, events, end)) {
    items.push(item);
    end = item.end;
  }
  return { kind: 'sequence', start, end: flow ? closeOf(text, end) : end, flow, items };
}

function readMapping(text: string, events: Iterator<Event>, start: number, flow: boolean): YamlMapping {
  const entries = new Map<string, YamlEntry>();
  let end = flow ? start + 1 : start;
  for (let key = nextKey(text, events, end); key !== null; key = nextKey(text, events, end)) {
    const value = readNode(text, events, key.end);
    entries.set(key.name, { keyEnd: key.end, value });
    end = value.end;
  }
  return { kind: 'mapping', start, end: flow ? closeOf(text, end) : end, flow, entries };
}

function nextKey(text: string, events: Iterator<Event>, from: number) {
  const event: Event | undefined = events.next().value;
  if (event?.type === EVENT_ID.POP) return null;
  if (event?.type !== EVENT_ID.SCALAR) throw new Uneditable('a YAML key that is no text');
  return { name: getScalarValue(text, event), end: scalarOf(text, event, from).end };
}

/** One without text, as after `key:`, is where the text before it ended. */
function scalarOf(text: string, { style, valueStart, valueEnd }: ScalarEvent, from: number): YamlScalar {
  switch (style) {
    case SCALAR_STYLE.PLAIN:
      return valueStart === -1 ? scalar(from, from) : scalar(valueStart, valueEnd);
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return scalar(valueStart - 1, valueEnd + 1);
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK:
      return scalar(valueStart, text.slice(0, valueEnd).trimEnd().length);
  }
}

function scalar(start: number, end: number): YamlScalar {
  return { kind: 'scalar', start, end, flow: true };
}

/** After the bracket that closes what was open: nothing but blanks, commas, colons of empty values and comments precede it. */
function closeOf(text: string, from: number): number {
  const rest = /(?:[\s,:]|(?<=[\s,])#[^\n]*)*[\]}]/y;
  rest.lastIndex = from;
  if (!rest.test(text)) throw new Uneditable('a YAML list or mapping that is not closed');
  return rest.lastIndex;
}
