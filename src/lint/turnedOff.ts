import type { Baseline, TurnedOffLint } from '../baseline/baseline.ts';
import type { LintCode } from '../baseline/lintNames.ts';
import { describeTurnedOff } from '../baseline/parseLint.ts';
import type { LintFinding } from './finding.ts';
import type { LintedNetwork } from './rule.ts';

/**
 * The findings that no baseline turns off, and one of its own for each entry of `lint:` that turned nothing off: what it
 * was written for is gone, and it would hide the next one. Such a finding can be turned off by an entry for RD110.
 */
export function withoutTurnedOff(findings: readonly LintFinding[], network: LintedNetwork): readonly LintFinding[] {
  const entries = new Map(
    network.baselines.flatMap(({ connectionId, lint }) => lint.map((entry) => [keyOf(connectionId, entry), entry])),
  );
  const used = new Set<TurnedOffLint>();
  const isLeft = ({ connectionId, code, destination }: LintFinding) => {
    const inFile = entries.get(keyOf(connectionId, { code, destination: null }));
    const forDestination = entries.get(keyOf(connectionId, { code, destination }));
    for (const entry of [inFile, forDestination]) if (entry !== undefined) used.add(entry);
    return inFile === undefined && forDestination === undefined;
  };
  const left = findings.filter(isLeft);
  const unusedOnes = (concerns: (entry: TurnedOffLint) => boolean) =>
    network.baselines.flatMap((baseline) =>
      baseline.lint
        .filter((entry) => concerns(entry) && !used.has(entry) && isJudged(entry, baseline, network))
        .map((entry) => aboutEntry(baseline, entry)),
    );
  const unused = unusedOnes(({ code }) => code !== 'RD110').filter(isLeft);
  return [...left, ...unused, ...unusedOnes(({ code }) => code === 'RD110')];
}

/** A file says each of these once at most. */
function keyOf(connectionId: string, entry: Pick<TurnedOffLint, 'code' | 'destination'>): string {
  return `${connectionId} ${describeTurnedOff(entry)}`;
}

/** Of a connection whose neighbours were not given, nothing can be said that needs them. */
const acrossConnections: readonly LintCode[] = ['RD103', 'RD104', 'RD105', 'RD106'];

function isJudged({ code }: TurnedOffLint, { transitRouter }: Baseline, { domains }: LintedNetwork): boolean {
  if (transitRouter === null || !acrossConnections.includes(code)) return true;
  return domains.some((domain) => domain.transitRouter === transitRouter && domain.connections > 1);
}

function aboutEntry({ connectionId }: Baseline, entry: TurnedOffLint): LintFinding {
  const { destination, at } = entry;
  const what = describeTurnedOff(entry);
  const message = `${what} is turned off here, and there is nothing to turn off; remove this entry`;
  return { code: 'RD110', connectionId, destination, subject: what, at, message };
}
