import { type Prefix, parsePrefix } from '../../src/routing/prefix.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';

/**
 * Who is who in one run. The length of a prefix tells its part: /24 is expected, /25 permitted (by `allow`), /26
 * unexpected, /27 forbidden. The addresses are drawn from one pool, so that the parts lie mixed in every listing.
 */
export interface Cast {
  readonly expected: readonly Prefix[];
  /** Of the expected ones, throughout. */
  readonly missing: ReadonlySet<Prefix>;
  /** Of the expected ones, throughout. */
  readonly changed: ReadonlySet<Prefix>;
  /** There throughout, and should not be. */
  readonly rogue: readonly Prefix[];
  /** Of the permitted ones, those that are there at the start; the others are spare. */
  readonly permitted: readonly Prefix[];
  readonly spare: readonly Prefix[];
  /** Expected, unexpected or forbidden ones that come and go. */
  readonly flapping: readonly Prefix[];
}

export const partLengths = {
  expected: 24,
  permitted: 25,
  unexpected: 26,
  forbidden: 27,
} as const;

export function castOf(plan: Plan, random: Random): Cast {
  const blocks = random.shuffle(Array.from({ length: blockCount }, (_, i) => i));
  const draw = (count: number, part: keyof typeof partLengths): Prefix[] =>
    blocks.splice(-count, count).map((block) => prefixAt(block, partLengths[part]));
  const some = (kind: Plan['drift'][number]) => (plan.drift.includes(kind) ? 1 + random.below(2) : 0);
  const expectedCount = Math.max(4, Math.round(plan.routes * plan.expectedShare));
  const expected = draw(expectedCount, 'expected');
  const missingCount = plan.drift.includes('many-missing') ? Math.ceil(expectedCount * 0.4) : some('missing');
  const changedCount = some('changed');
  const permitted = draw(Math.max(plan.routes - expectedCount, 4), 'permitted');
  const flapping = plan.flapping
    ? [...expected.slice(-1 - random.below(2)), ...draw(1, 'unexpected'), ...draw(random.below(2), 'forbidden')]
    : [];
  return {
    expected,
    missing: new Set(expected.slice(0, missingCount)),
    changed: new Set(expected.slice(missingCount, Math.min(missingCount + changedCount, expectedCount - 2))),
    rogue: [...draw(some('unexpected'), 'unexpected'), ...draw(some('forbidden'), 'forbidden')],
    permitted,
    spare: draw(20, 'permitted'),
    flapping,
  };
}

const blockCount = 1280;

const prefixes = new Map<number, Prefix>();

function prefixAt(block: number, length: number): Prefix {
  const known = prefixes.get(block * 32 + length);
  if (known !== undefined) return known;
  const parsed = parsePrefix(`10.${Math.floor(block / 256)}.${block % 256}.0/${length}`);
  if (parsed.state !== 'canonical') throw new Error('not canonical');
  prefixes.set(block * 32 + length, parsed.prefix);
  return parsed.prefix;
}
