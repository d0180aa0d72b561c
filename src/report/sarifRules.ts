import { type CoverageKind, coverageKinds, coverageSeverityOf } from '../audit/coverage.ts';
import { type FindingKind, findingKinds, type Severity, severityOf } from '../audit/finding.ts';
import { lintHelp } from '../lint/lintHelp.ts';

export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}

export const sarifLevels = { error: 'error', warning: 'warning', notice: 'note' } as const satisfies Record<
  Severity,
  string
>;

const mend =
  'If the cloud is wrong, bring it to the baseline; if the baseline is wrong, change it by a review. A waiver accepts the drift until a day.';
const weights = 'Give one connection weight 100 and the others 0, or correct the baselines.';

/** What each kind means, and what to do about it. */
const findingHelp = {
  'missing-route': ['The baseline expects a route that is not there.', mend],
  'unexpected-route': ['There is a route that the baseline does not expect.', mend],
  'changed-route': ['A route is there with another next hop, weight, state, AS path or community than expected.', mend],
  'forbidden-route': [
    'There is a route that the baseline forbids.',
    'Withdraw it, or have whoever announces it do so. Only a waiver whose kinds name forbidden-route accepts it.',
  ],
  'failover-flipped': [
    'The connection that should stand by for a destination is active, and the active one stands by.',
    'Set the weights back as the baselines have them, or change the baselines where the failover is to stay.',
  ],
  'two-active': ['More than one connection has weight 100 for a destination, where one should be active.', weights],
  'no-active': ['No connection has weight 100 for a destination that should have an active one.', weights],
  'standby-missing': [
    'The standby of a destination is gone: if the active connection fails, nothing carries its traffic.',
    'Create the standby route again, with weight 0.',
  ],
  'count-out-of-bounds': [
    'There are more or fewer routes than the baseline permits.',
    'Look for what announces or withdraws routes; or change count in the baseline.',
  ],
  'mass-change': [
    'So much of a table is missing or changed at once that the collector may be at fault.',
    'Check the connection by hand before anything is changed.',
  ],
  flapping: [
    'A route came and went while it was read, so it is no drift.',
    'If it goes on, look at the BGP session and at the device in the data centre.',
  ],
  'expired-waiver': ['The last day of a waiver is over, and it covers nothing any more.', 'Renew it or remove it.'],
  'unused-waiver': ['No drift matches a waiver.', 'Remove it, or correct what it covers.'],
} as const satisfies Record<FindingKind, readonly [string, string]>;

const coverageHelp = {
  'unmanaged-connection': [
    'A connection is attached to a transit router, and no baseline names it.',
    'Write its baseline with route-drift init; or leave it out of scope with --tag.',
  ],
  'missing-connection': [
    'A baseline names a connection that the account no longer has, or that no transit router has.',
    'If it was deleted on purpose, remove its baseline by a review; else create and attach it again.',
  ],
} as const satisfies Record<CoverageKind, readonly [string, string]>;

/** Not a kind of drift: nobody knows whether there is any. */
export const uncheckedRule: SarifRule = rule(
  'unchecked-connection',
  'unchecked-connection',
  [
    'The connection could not be read whole, so nothing is said of its routes.',
    'Do what the hint in the message says, and run again. Nothing about the connection is known until then.',
  ],
  'error',
);

export const unlistedRule: SarifRule = rule(
  'connections-not-listed',
  'connections-not-listed',
  [
    'The connections of a region could not be listed, so nobody knows whether each of them has a baseline.',
    'Do what the hint in the message says, and run again.',
  ],
  'error',
);

/** Everything that can be found, in one order; `validate` warns of what the lint codes name. */
export const sarifRules: readonly SarifRule[] = [
  ...findingKinds.map((kind) => rule(kind, kind, findingHelp[kind], severityOf[kind])),
  uncheckedRule,
  ...coverageKinds.map((kind) => rule(kind, kind, coverageHelp[kind], coverageSeverityOf[kind])),
  unlistedRule,
  ...Object.entries(lintHelp).map(([code, help]) => rule(code, help.name, [help.what, help.mend], 'warning')),
];

function rule(id: string, name: string, [what, todo]: readonly [string, string], severity: Severity): SarifRule {
  return {
    id,
    name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: what },
    help: { text: `${what} ${todo}` },
    defaultConfiguration: { level: sarifLevels[severity] },
  };
}
