import fc from 'fast-check';

/** A baseline as a person might have written it. */
export interface BaselineText {
  readonly text: string;
  /** Those in it, each another one. */
  readonly comments: readonly string[];
}

type Data = string | number | readonly Data[] | { readonly [key: string]: Data };

const destinations = ['10.0.0.0/8', '10.0.0.0/24', '10.0.1.0/24', '192.168.0.0/16', '2001:db8::/32'];
const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const customRoute = fc.record({
  destination: pick(...destinations),
  nextHop: optional(pick('vco-test', 'vco-other', 'any')),
  weight: pick<string | number>(0, 100, 'any'),
  state: optional(pick('published', 'normal', 'any')),
  description: optional(pick('HQ user LAN', '上海: 办公室 #1', 'it’s "quoted"')),
});
const bgpRoute = fc.record({
  destination: pick(...destinations),
  source: pick('CLOUD', 'VPN_BGP'),
  nextHop: optional(pick('vco-test', 'vco-other')),
  state: optional(pick('Active', 'any')),
  asPath: optional(pick([65010], [65010, 65020])),
  community: optional(pick('65535:65510', 'any')),
});
const match = fc.record({ destination: pick('10.0.0.0/8', '172.16.0.0/12'), le: pick(8 + 16, 28) });
const waiver = fc.record({
  destination: pick(...destinations),
  type: optional(pick('custom', 'bgp')),
  reason: pick('moves', '搬迁'),
  owner: fc.constant('netops@example.com'),
  expires: pick('2026-12-31', '2026-01-01'),
});

const uniqueBy = <T>(arbitrary: fc.Arbitrary<T>, selector: (item: T) => string) =>
  optional(fc.uniqueArray(arbitrary, { selector, maxLength: 5 }));

const document = fc.record({
  name: optional(pick('hq-杭州', "it's", 'plain')),
  custom: optional(
    fc.record({
      routes: uniqueBy(
        customRoute,
        ({ destination, nextHop = 'vco-test', weight }) => `${destination} ${nextHop} ${weight}`,
      ),
      count: optional(pick({ min: 1 }, { min: 2, max: 900 }, { max: 901 })),
    }),
  ),
  bgp: optional(
    fc.record({
      unexpected: optional(fc.constant('fail')),
      routes: uniqueBy(bgpRoute, ({ destination, source, nextHop = 'any' }) => `${destination} ${source} ${nextHop}`),
      allow: uniqueBy(match, ({ destination, le }) => `${destination} ${le}`),
    }),
  ),
  waivers: optional(fc.array(waiver, { maxLength: 3 }).map((list) => list.map((one, i) => ({ id: `W-${i}`, ...one })))),
});

/** Texts of baselines of `vco-test`: block and flow style, comments, CRLF, tabs in comments, no final newline, non-ASCII. */
export const baselineTexts: fc.Arbitrary<BaselineText> = fc
  .tuple(document, fc.infiniteStream(fc.nat(99)))
  .map(([{ name, ...sections }, stream]) => {
    const draw = (of: number) => Number(stream.next().value ?? 0) % of;
    const data = { version: 1, connection: 'vco-test', region: 'cn-hangzhou', ...plain({ name, ...sections }) };
    return new Writer(draw).write(data);
  });

/** Without what is undefined. */
function plain(value: object): { readonly [key: string]: Data } {
  return JSON.parse(JSON.stringify(value));
}

class Writer {
  readonly #draw: (of: number) => number;
  readonly #comments: string[] = [];

  constructor(draw: (of: number) => number) {
    this.#draw = draw;
  }

  write(data: { readonly [key: string]: Data }): BaselineText {
    const eol = this.#draw(3) === 0 ? '\r\n' : '\n';
    const lines = this.#draw(8) === 0 ? this.#flow(data, 0).split('\n') : this.#block(data, 0);
    const body = [...this.#ownLine(0), ...lines, ...this.#ownLine(0)].join('\n').replaceAll('\n', eol);
    const mark = this.#draw(8) === 0 ? '\ufeff' : '';
    return { text: mark + body + (this.#draw(3) === 0 ? '' : eol), comments: this.#comments };
  }

  #comment(): string {
    const comment = `# c${this.#comments.length}\t说明 [x, {y: - z`;
    this.#comments.push(comment);
    return comment;
  }

  #ownLine(indent: number): readonly string[] {
    const drawn = this.#draw(6);
    if (drawn === 0) return [`${' '.repeat(indent)}${this.#comment()}`];
    return drawn === 1 ? [''] : [];
  }

  #behind(): string {
    return this.#draw(5) === 0 ? ` ${this.#comment()}` : '';
  }

  #block(data: { readonly [key: string]: Data }, indent: number): string[] {
    return Object.entries(data).flatMap(([key, value]) => {
      const head = `${' '.repeat(indent)}${this.#key(key)}:`;
      return [...(indent === 0 ? this.#ownLine(0) : []), ...this.#member(head, value, indent)];
    });
  }

  #member(head: string, value: Data, indent: number): string[] {
    if (typeof value !== 'object' || isEmpty(value) || this.#draw(4) === 0) {
      return [`${head} ${this.#flow(value, indent + 2)}${this.#behind()}`];
    }
    const inner = indent + (Array.isArray(value) ? 2 * this.#draw(3) : 2 + 2 * this.#draw(2));
    if (!isList(value)) return [`${head}${this.#behind()}`, ...this.#block(value, inner)];
    return [`${head}${this.#behind()}`, ...value.flatMap((item) => this.#item(item, inner))];
  }

  #item(item: Data, indent: number): string[] {
    const dash = ' '.repeat(indent);
    if (typeof item !== 'object' || isList(item) || this.#draw(2) === 0) {
      return [...this.#ownLine(indent), `${dash}- ${this.#flow(item, indent + 4)}${this.#behind()}`];
    }
    const [first = '', ...rest] = this.#block(item, indent + 2);
    return [...this.#ownLine(indent), `${dash}- ${first.trimStart()}`, ...rest];
  }

  #flow(value: Data, indent: number): string {
    if (typeof value !== 'object') return this.#scalar(value);
    const members = isList(value)
      ? value.map((item) => this.#flow(item, indent + 2))
      : Object.entries(value).map(([key, member]) => `${this.#key(key)}: ${this.#flow(member, indent + 2)}`);
    const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
    const trailing = members.length > 0 && this.#draw(6) === 0 ? ',' : '';
    if (this.#draw(4) > 0 || members.length === 0) return `${open}${members.join(', ')}${trailing}${close}`;
    const pad = '\n'.padEnd(indent + 3);
    const lines = members.map(
      (member, i) => `${pad}${member}${i < members.length - 1 ? ',' : trailing}${this.#behind()}`,
    );
    return `${open}${lines.join('')}${'\n'.padEnd(indent + 1)}${close}`;
  }

  #key(key: string): string {
    return this.#draw(6) === 0 ? `"${key}"` : key;
  }

  #scalar(value: string | number): string {
    if (typeof value === 'number') return String(value);
    const style = this.#draw(3);
    if (style === 0) return JSON.stringify(value);
    if (style === 1) return `'${value.replaceAll("'", "''")}'`;
    return /^[a-zA-Z0-9][\w./-]*$/.test(value) ? value : JSON.stringify(value);
  }
}

function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
