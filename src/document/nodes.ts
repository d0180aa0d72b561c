import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { forbiddenCharacters } from './decode.ts';
import type { Lines } from './lines.ts';
import { formatPlace, type Problem } from './place.ts';
import type { PlacedNode } from './places.ts';
import { numberFault, resolvePlain } from './plainScalar.ts';
import { quote } from './quote.ts';

export interface Scan {
  readonly root: PlacedNode;
  readonly problems: readonly Problem[];
  /** False where a construct stands in the file whose value is not to be looked at. */
  readonly hasValue: boolean;
}

/**
 * Reads parser events once, without recursion: notes where each value stands and refuses what makes YAML ambiguous
 * (aliases, anchors, tags, merge keys, keys that are not text, keys given twice, numbers in disguise).
 */
export function scanEvents(events: readonly Event[], text: string, lines: Lines): Scan {
  return new Scanner(text, lines).scan(events);
}

/** A list or mapping that is still open. */
interface Frame {
  readonly node: PlacedNode & { readonly children: Map<string, PlacedNode> };
  readonly isMapping: boolean;
  /** The key read last, whose value comes next; null where a key, or an item, comes next. */
  key: { readonly name: string; readonly start: number } | null;
  items: number;
}

/** A class for the one cursor through the events; lives for one scan. */
class Scanner {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #problems: Problem[] = [];
  readonly #open: Frame[] = [];
  #hasValue = true;
  #root: PlacedNode | null = null;
  /** Where the reading is: stands in for nodes that have no text, such as the value of `routes:`. */
  #last = 0;

  constructor(text: string, lines: Lines) {
    this.#text = text;
    this.#lines = lines;
  }

  scan(events: readonly Event[]): Scan {
    for (const event of events) this.#read(event);
    const root = this.#root ?? { start: 0, keyStart: 0, children: null };
    return { root, problems: this.#problems, hasValue: this.#hasValue };
  }

  #read(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        return;
      case EVENT_ID.POP:
        this.#open.pop();
        return;
      case EVENT_ID.ALIAS:
        this.#last = event.anchorStart - 1;
        this.#refuse(this.#last, 'aliases (*) are not allowed; write the value out');
        this.#place(this.#last, null, null);
        return;
      case EVENT_ID.SCALAR:
        this.#checkProperties(event);
        this.#readScalar(event);
        return;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        this.#checkProperties(event);
        this.#last = event.start;
        const children = new Map<string, PlacedNode>();
        const node = this.#place(event.start, null, children);
        this.#open.push({
          node: { ...node, children },
          isMapping: event.type === EVENT_ID.MAPPING,
          key: null,
          items: 0,
        });
        return;
      }
    }
  }

  #readScalar(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): void {
    const plain = event.style === SCALAR_STYLE.PLAIN;
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const start = event.valueStart === -1 ? -1 : event.valueStart - (quoted ? 1 : 0);
    if (start !== -1) this.#last = start;
    const value = event.valueStart === -1 ? '' : getScalarValue(this.#text, event);
    if (event.style === SCALAR_STYLE.DOUBLE_QUOTED) this.#checkEscapes(value, start);
    if (this.#keyComes()) this.#checkKey(value, plain, this.#last);
    else if (plain) this.#checkNumber(value);
    this.#place(start === -1 ? null : start, value, null);
  }

  #keyComes(): boolean {
    const frame = this.#open.at(-1);
    return frame?.isMapping === true && frame.key === null;
  }

  /** Puts the node into what encloses it: as a key, a value, an item, or the root. `start` null: it has no text. */
  #place(start: number | null, keyName: string | null, children: Map<string, PlacedNode> | null): PlacedNode {
    const frame = this.#open.at(-1);
    if (frame === undefined) {
      const node = { start: start ?? this.#last, keyStart: start ?? this.#last, children };
      this.#root ??= node;
      return node;
    }
    if (!frame.isMapping) {
      const itemStart = start ?? this.#nextDash();
      const node = { start: itemStart, keyStart: itemStart, children };
      frame.node.children.set(String(frame.items), node);
      frame.items += 1;
      return node;
    }
    if (frame.key === null) {
      if (children !== null) this.#refuse(start ?? this.#last, 'a key must be text, not a list or a mapping');
      frame.key = { name: keyName ?? '', start: start ?? this.#last };
      return { start: frame.key.start, keyStart: frame.key.start, children };
    }
    const node = { start: start ?? frame.key.start, keyStart: frame.key.start, children };
    if (!frame.node.children.has(frame.key.name)) frame.node.children.set(frame.key.name, node);
    frame.key = null;
    return node;
  }

  /** An item without text stands where its dash is. */
  #nextDash(): number {
    const dash = /^[ \t]*-/gm;
    dash.lastIndex = this.#last;
    const found = this.#text[this.#last] === '-' ? this.#last : dash.test(this.#text) ? dash.lastIndex - 1 : null;
    if (found === null) return this.#last;
    this.#last = found + 1;
    return found;
  }

  #checkKey(name: string, plain: boolean, start: number): void {
    const earlier = this.#open.at(-1)?.node.children.get(name);
    if (plain && name === '<<') this.#refuse(start, 'merge keys (<<) are not allowed; write the keys out');
    else if (plain && typeof resolvePlain(name) !== 'string') {
      this.#refuse(start, `a key must be text; put ${quote(name)} in quotes`);
    } else if (earlier !== undefined) {
      const first = formatPlace(this.#lines.placeOf(earlier.keyStart));
      this.#report(start, `key ${quote(name)} is here twice; the first is at ${first}`);
    }
  }

  #checkNumber(source: string): void {
    const fault = numberFault(source);
    if (fault !== null) this.#report(this.#last, fault);
  }

  /** In double quotes `\u202e` brings in what may not stand in the text itself. */
  #checkEscapes(value: string, start: number): void {
    if (value.search(forbiddenCharacters) === -1) return;
    this.#report(start, `${quote(value)} contains an invisible character; remove it`);
  }

  #checkProperties(event: { readonly anchorStart: number; readonly tagStart: number }): void {
    if (event.anchorStart !== -1) this.#refuse(event.anchorStart - 1, 'anchors (&) are not allowed; remove this one');
    if (event.tagStart !== -1) this.#refuse(event.tagStart, 'tags (!) are not allowed; remove this one');
  }

  #refuse(offset: number, message: string): void {
    this.#hasValue = false;
    this.#report(offset, message);
  }

  #report(offset: number, message: string): void {
    this.#problems.push({ at: this.#lines.placeOf(offset), message });
  }
}
