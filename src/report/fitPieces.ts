/** What may be cut, the least important first. */
export const parts = [
  'passes',
  'completeness',
  'baselines',
  'diffs',
  'remediation',
  'explained',
  'lint',
  'notices',
  'caused',
  'waived',
  'strips',
  'unchecked',
  'forwarding',
  'findings',
  'neither',
  'unresolved',
  'loosenings',
  'resolved',
  'runs',
  'open',
] as const;
export type Part = (typeof parts)[number];

/** A table, list or fence: it is shown with all of its frame and some of its rows, or not at all. */
export interface Piece {
  /** null: never cut. */
  readonly part: Part | null;
  readonly head: string;
  readonly rows: readonly string[];
  readonly foot: string;
}

export interface CutWords {
  /** Stands where rows are left out. */
  readonly more: (part: Part, count: number) => string;
  /** Stands near the beginning, and lists everything that is left out. */
  readonly notice: (cuts: readonly (readonly [Part, number])[]) => string;
}

type Quotas = ReadonlyMap<Part, number>;

/** A few unchecked connections are kept even among thousands of findings: nobody could look at them at all. */
const stages: readonly (readonly [Part, number])[] = [
  ['passes', 0],
  ['completeness', 0],
  ['baselines', 0],
  ['diffs', 0],
  ['remediation', 0],
  ['explained', 0],
  ['lint', 0],
  ['notices', 0],
  ['caused', 0],
  ['waived', 0],
  ['strips', 0],
  ['unchecked', 50],
  ['forwarding', 0],
  ['findings', 0],
  ['neither', 50],
  ['unresolved', 50],
  ['unchecked', 0],
  ['loosenings', 50],
  ['neither', 0],
  ['unresolved', 0],
  ['loosenings', 0],
  ['resolved', 0],
  ['runs', 50],
  ['open', 50],
  ['runs', 0],
  ['open', 0],
];

/**
 * The pieces as one text of at most `limit` characters, or whatever `sizeOf` counts (of which the pieces that are never
 * cut take up to 5,000).
 */
export function fitPieces(
  header: string,
  pieces: readonly Piece[],
  limit: number,
  words: CutWords,
  sizeOf = (text: string): number => text.length,
): string {
  const quotas = new Map<Part, number>(parts.map((part) => [part, rowsOf(pieces, part)]));
  let text = compose(header, pieces, quotas, words);
  for (const [part, floor] of stages) {
    if (sizeOf(text) <= limit) break;
    const all = quotas.get(part) ?? 0;
    const tryWith = (rows: number) => compose(header, pieces, new Map(quotas).set(part, rows), words);
    // The most rows that still fit; `least` where even that is too long, and the next stage goes on from there.
    let least = Math.min(floor, all);
    let tooMany = all;
    while (tooMany - least > 1) {
      const middle = Math.floor((least + tooMany) / 2);
      if (sizeOf(tryWith(middle)) <= limit) least = middle;
      else tooMany = middle;
    }
    quotas.set(part, least);
    text = tryWith(least);
  }
  return text;
}

function compose(header: string, pieces: readonly Piece[], quotas: Quotas, words: CutWords): string {
  const left = new Map(quotas);
  const unsaid = new Map<Part, number>();
  const last = new Map(pieces.map(({ part }, i) => [part, i]));
  const body = pieces.map(({ part, head, rows, foot }, i) => {
    if (part === null) return head + rows.join('') + foot;
    const shown = rows.slice(0, left.get(part) ?? 0);
    left.set(part, (left.get(part) ?? 0) - shown.length);
    const hidden = rows.length - shown.length + (unsaid.get(part) ?? 0);
    const say = hidden > 0 && (shown.length > 0 || last.get(part) === i);
    unsaid.set(part, say ? 0 : hidden);
    const more = say ? words.more(part, hidden) : '';
    return shown.length === 0 ? more : head + shown.join('') + more + foot;
  });
  const cuts = parts
    .map((part) => [part, rowsOf(pieces, part) - (quotas.get(part) ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return header + (cuts.length === 0 ? '' : words.notice(cuts)) + body.join('');
}

function rowsOf(pieces: readonly Piece[], part: Part): number {
  return pieces.reduce((sum, piece) => sum + (piece.part === part ? piece.rows.length : 0), 0);
}
