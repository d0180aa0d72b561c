import { isRecord } from '../collect/jsonValue.ts';
import { memberPointer, pointerText } from '../document/pointer.ts';

/**
 * Where what a bundle states is not what is found again, as a JSON pointer; null: nowhere. What another build of this
 * program wrote may lack what this one states in addition, and may say things in other words: that is no difference
 * where `build` is `another`. Both values are JSON.
 */
export function differenceOf(
  stated: unknown,
  found: unknown,
  build: 'the same' | 'another',
  pointer = '',
): string | null {
  if (Array.isArray(stated) && Array.isArray(found)) {
    if (stated.length !== found.length) return pointerText(pointer);
    return first(stated, (item, i) => differenceOf(item, found[i], build, memberPointer(pointer, String(i))));
  }
  if (isRecord(stated) && isRecord(found)) {
    const keys = Object.keys({ ...stated, ...found });
    return first(keys, (key) => {
      if (build === 'another' && words.has(key)) return null;
      const isAddition = build === 'another' && !Object.hasOwn(stated, key) && !statedByAll.has(key);
      return isAddition ? null : differenceOf(stated[key], found[key], build, memberPointer(pointer, key));
    });
  }
  return stated === found ? null : pointerText(pointer);
}

/** For people, and made from what is compared. */
const words: ReadonlySet<string> = new Set(['message', 'hint']);

/** What every version states: where it is lacking somebody took it away. */
const statedByAll: ReadonlySet<string> = new Set(
  `
  verdict failOn source kind collectedFrom endpoint collectedAt startedAt finishedAt tool name version baselines file
  sha256 totals connections connectionId region state reason code requestId completeness custom bgp proof passes received
  listed totalCount inSync allowed findings notEvaluated type destination severity expected actual changes waiver at line
  column routes flapping nextHop weight asPath community createTime scope asked found leftOut waivers caller git commit
  dirty clockSkew result configuration passedTests warnedTests failedTests
  `
    .trim()
    .split(/\s+/),
);

function first<T>(items: readonly T[], differenceAt: (item: T, i: number) => string | null): string | null {
  for (const [i, item] of items.entries()) {
    const difference = differenceAt(item, i);
    if (difference !== null) return difference;
  }
  return null;
}
