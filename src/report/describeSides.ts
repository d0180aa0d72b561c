import type { Finding } from '../audit/finding.ts';
import { isRouteFinding } from '../audit/standing.ts';
import * as findingWords from './findingWords.ts';
import { field } from './neutralise.ts';
import { describeActual, describeExpected, describeSide, hasSeveralPaths } from './routeWords.ts';
import * as words from './words.ts';

/** Of a changed route only what differs, since the rest would hide it; of several paths all, since only then it is clear whose. */
export function describeSides(finding: Finding): [expected: string, actual: string] {
  if (isRouteFinding(finding)) {
    return finding.kind === 'changed-route' && !hasSeveralPaths(finding)
      ? [describeSide(finding.changes, 'expected'), describeSide(finding.changes, 'actual')]
      : [expectedCell(finding.kind, finding.expected), describeActual(finding.actual, finding)];
  }
  if (finding.kind === 'count-out-of-bounds') {
    return [findingWords.describeLimits(finding.limits), words.plural(finding.count, 'route')];
  }
  if ('members' in finding) {
    const side = (of: 'expected' | 'actual') =>
      finding.members
        .map((member) => `${field(member.name ?? member.connectionId)}: ${member[of] ?? 'none'}`)
        .join(', ');
    return [`weights ${side('expected')}`, `weights ${side('actual')}`];
  }
  return ['', findingWords.describeDetail(finding)];
}

function expectedCell(kind: Finding['kind'], expected: Parameters<typeof describeExpected>[0]): string {
  return kind === 'forbidden-route' ? 'none: forbidden' : describeExpected(expected);
}
