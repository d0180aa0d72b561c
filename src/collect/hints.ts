import type { ConnectionName } from './collectConnection.ts';

/** What to do about a connection that can't be read. Every documented error code of the API has its own advice. */
export function hintFor(code: string, { connectionId, region }: ConnectionName): string {
  const hint = hints[code] ?? (code.startsWith('Throttling') ? throttled : undefined);
  return (
    hint?.(connectionId, region) ?? 'look the code and the request id up in the Alibaba Cloud OpenAPI error centre'
  );
}

type Hint = (connectionId: string, region: string) => string;

const allow: Hint = (connectionId, region) =>
  `allow the RAM action vpc:DescribeVcoRouteEntries on acs:vpc:${region}:*:vpnconnection/${connectionId}`;
const throttled: Hint = () => 'the quota is shared with the console and other tools; run again later';
const later: Hint = () => 'run again in a few minutes';
const keys: Hint = () => 'check the access key id and secret that this run uses';

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
  'InvalidSecurityToken.Expired': () => 'get a new security token: the one in use has expired',
  'InvalidTimeStamp.Expired': () => 'set the clock of this machine: it is more than 15 minutes off',
  NoCredentials: () =>
    'set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or a role (see the README, Credentials)',
  UnknownRegion: (_, region) => `check the region ${region} in the baseline`,
  NoAnswer: () => 'check the network and the endpoint; then run again',
  BrokenAnswer: () => 'a proxy may stand in between; check the endpoint, then run again',
  TableNotSettled: () =>
    'routes are being changed, or the API does not answer consistently; run again when it is quiet',
  PageTooSmall: () => 'tell us: the API no longer pages as documented',
  Interrupted: () => 'run again',
};
