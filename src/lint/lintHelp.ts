import { type LintCode, lintNames } from '../baseline/lintNames.ts';

/** Each code in a sentence or two for a viewer that shows nothing else; docs/lint.md has the whole of it. */
export interface LintHelp {
  readonly name: string;
  readonly what: string;
  readonly mend: string;
}

export const lintHelp = {
  RD101: {
    name: lintNames.RD101,
    what: 'A destination-based route inside 100.64.0.0/10, or one that covers it.',
    mend: 'Expect only what lies outside.',
  },
  RD102: {
    name: lintNames.RD102,
    what: 'A destination-based route for 0.0.0.0/0.',
    mend: 'Expect the networks behind the connection one by one, or let the data centre announce the default route by BGP.',
  },
  RD103: {
    name: lintNames.RD103,
    what: 'A destination whose nearest covering destination has exactly the same paths.',
    mend: 'Remove the more specific route from the cloud and from the baseline, on both connections of a pair.',
  },
  RD104: {
    name: lintNames.RD104,
    what: 'One destination with the same weight, 100 or 0, on two connections of one transit router.',
    mend: 'Write 100 on the active connection and 0 on the standby.',
  },
  RD105: {
    name: lintNames.RD105,
    what: 'An active destination-based route (weight 100), of whose range an active more specific route on another connection of the transit router takes a part.',
    mend: 'If the part belongs here, correct one of the two. If the other connection is to have it with this one as fallback, expect it here too, with weight 0.',
  },
  RD106: {
    name: lintNames.RD106,
    what: 'One side of an active/standby pair only, on one transit router.',
    mend: 'Expect the other side too, or write the weight that is meant.',
  },
  RD107: {
    name: lintNames.RD107,
    what: 'A waiver whose last day is at most 14 days away (UTC), or over.',
    mend: 'End the drift, agree on a later day, or remove the waiver.',
  },
  RD108: {
    name: lintNames.RD108,
    what: 'A waiver that can match no finding, whatever routes there are.',
    mend: 'Correct destination, type or kinds, or remove the waiver.',
  },
  RD109: {
    name: lintNames.RD109,
    what: 'An expected BGP route that no entry of allow in bgp matches, where allow has entries for its source.',
    mend: 'Widen an entry, add one, or remove the route.',
  },
  RD110: {
    name: lintNames.RD110,
    what: 'An entry of lint: that turned nothing off.',
    mend: 'Remove the entry.',
  },
} as const satisfies Record<LintCode, LintHelp>;
