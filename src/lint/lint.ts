import type { Baseline } from '../baseline/baseline.ts';
import type { LintCode } from '../baseline/lintNames.ts';
import { compareProblems } from '../document/place.ts';
import { compareText } from '../routing/table.ts';
import { equalWeightsRule } from './equalWeights.ts';
import type { LintFinding } from './finding.ts';
import { forwardingDomains } from './forwardingDomain.ts';
import { moreSpecificElsewhereRule } from './moreSpecificElsewhere.ts';
import { outsideAllowRule } from './outsideAllow.ts';
import { redundantRoutesRule } from './redundantRoutes.ts';
import { defaultRouteRule, sharedAddressSpaceRule } from './refusedDestinations.ts';
import type { LintRule } from './rule.ts';
import { withoutTurnedOff } from './turnedOff.ts';
import { unpairedWeightsRule } from './unpairedWeights.ts';
import { waiverExpiryRule } from './waiverExpiry.ts';
import { waiverWithoutMatchRule } from './waiverWithoutMatch.ts';

/** RD110 is about what the others found, and is made by `withoutTurnedOff`. */
const rules = {
  RD101: sharedAddressSpaceRule,
  RD102: defaultRouteRule,
  RD103: redundantRoutesRule,
  RD104: equalWeightsRule,
  RD105: moreSpecificElsewhereRule,
  RD106: unpairedWeightsRule,
  RD107: waiverExpiryRule,
  RD108: waiverWithoutMatchRule,
  RD109: outsideAllowRule,
} as const satisfies { [Code in Exclude<LintCode, 'RD110'>]: LintRule<Code> };

/**
 * What is allowed and probably not meant, in sound baselines: by file, place and code. Rules across the connections of a
 * transit router know only the baselines that are given. Pure: `now` decides which waivers end soon.
 */
export function lintBaselines(baselines: readonly Baseline[], now: Date): readonly LintFinding[] {
  const sorted = [...baselines].sort((a, b) => compareText(a.file, b.file));
  const network = { baselines: sorted, domains: forwardingDomains(sorted), now };
  const found = Object.values(rules).flatMap((rule): readonly LintFinding[] => rule(network));
  return [...withoutTurnedOff(found, network)].sort(
    (a, b) => compareProblems(a, b) || compareText(a.code, b.code) || compareText(a.message, b.message),
  );
}
