import type { ConnectionName } from './collectConnection.ts';

/** What to do about a connection that can't be read. Every documented error code of the API has its own advice. */
export function hintFor(code: string, { connectionId, region }: ConnectionName): string {
  const hint = (Object.hasOwn(hints, code) ? hints[code] : undefined) ?? families.find(([of]) => of.test(code))?.[1];
  return (
    hint?.(connectionId, region) ?? 'look the code and the request id up in the Alibaba Cloud OpenAPI error centre'
  );
}

/** The same about a list of connections that can't be read. */
export function listingHint(code: string, region: string): string {
  if (!/^(Forbidden|Forbbiden|NoPermission|ImplicitDeny|ExplicitDeny)/.test(code)) {
    return hintFor(code, { connectionId: 'the connection', region });
  }
  const statement = { Effect: 'Allow', Action: 'vpc:DescribeVpnAttachments', Resource: '*' };
  return `allow ${JSON.stringify(statement)} in a RAM policy`;
}

type Hint = (connectionId: string, region: string) => string;

/** The statement that is missing, as it goes into a RAM policy. */
const allow: Hint = (connectionId, region) => {
  const Resource = `acs:vpc:${region}:*:vpnconnection/${connectionId}`;
  return `allow ${JSON.stringify({ Effect: 'Allow', Action: 'vpc:DescribeVcoRouteEntries', Resource })} in a RAM policy`;
};
const throttled: Hint = () => 'the quota is shared with the console and other tools; run again later';
const later: Hint = () => 'run again in a few minutes';
const keys: Hint = () => 'check the access key id and secret that this run uses';
const token: Hint = () => 'check the security token: it and the access key are given out together';

const hints: Readonly<Record<string, Hint>> = {
  'IllegalParam.RouteEntryType': () => 'this region may not offer this route type yet; ask Alibaba Cloud support',
  'Vco.StatusNotSupport': () => 'the connection is being changed and cannot be read now; run again when that is done',
  'Forbbiden.SubUser': allow,
  Forbidden: allow,
  'InvalidVpnConnectionInstanceId.NotFound': (connectionId, region) =>
    `check that ${connectionId} exists in ${region} and belongs to the account of these credentials`,
  ServiceUnavailable: later,
  InternalError: later,
  SignatureDoesNotMatch: keys,
  'InvalidAccessKeyId.NotFound': keys,
  'InvalidAccessKeyId.Inactive': keys,
  MissingSecurityToken: token,
  'InvalidSecurityToken.MismatchWithAccessKey': token,
  'InvalidSecurityToken.Expired': () => 'get a new security token: the one in use has expired',
  'InvalidTimeStamp.Expired': () => 'set the clock of this machine: it is more than 15 minutes off',
  NoCredentials: () =>
    'set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or a role (see the README, Credentials)',
  BrokenCredentials: () => 'mend it, or take it away so that the next place is looked in (see the README, Credentials)',
  AccountNotConfirmed: () => 'mend the credential of this account in the file of --accounts, or let this run reach STS',
  CredentialsRefused: () => 'check the role, whom it trusts, and the keys that ask for it',
  UnusableProxy: () => 'write it as http://host:port',
  UnknownRegion: (_, region) => `check the region ${region} in the baseline; where it is new, give its --endpoint`,
  ForbiddenHost: () => 'check --endpoint, ALIBABA_CLOUD_CREDENTIALS_URI and the sts_endpoint of the profile',
  NotSent: () => 'check the access key and the token that this run uses: a blank or a line break in one is never sent',
  UntrustedServer: () => 'behind a proxy that opens TLS, name its certificate in NODE_EXTRA_CA_CERTS',
  Outage: later,
  NoAnswer: () => 'check the network and the endpoint; then run again',
  BrokenAnswer: () => 'a proxy may stand in between; check the endpoint, then run again',
  ListNotSettled: () => 'connections are being created or deleted; run again when it is quiet',
  TableNotSettled: () =>
    'routes are being changed, or the API does not answer consistently; run again when it is quiet',
  PageTooSmall: () => 'tell us: the API no longer pages as documented',
  Interrupted: () => 'run again',
};

/** Codes of which there are many. */
const families: readonly (readonly [of: RegExp, hint: Hint])[] = [
  [/^Throttling/, throttled],
  [/^(Forbidden|Forbbiden|NoPermission|ImplicitDeny|ExplicitDeny)/, allow],
];
