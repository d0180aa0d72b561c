/** The errors that the real endpoint documents, spelled as it spells them (`Forbbiden.SubUser`). */
export const apiErrors = {
  IncompleteSignature: [400, 'The request signature does not conform to Aliyun standards.'],
  SignatureDoesNotMatch: [400, 'Specified signature does not match our calculation.'],
  SignatureNonceUsed: [400, 'Specified signature nonce was used already.'],
  'InvalidTimeStamp.Format': [400, 'Specified time stamp or date value is not well formatted.'],
  'InvalidTimeStamp.Expired': [400, 'Specified time stamp or date value is expired.'],
  'InvalidAccessKeyId.NotFound': [404, 'Specified access key is not found.'],
  MissingSecurityToken: [400, 'SecurityToken is mandatory for this action.'],
  'InvalidSecurityToken.MismatchWithAccessKey': [400, 'Specified SecurityToken mismatch with the AccessKey.'],
  'InvalidSecurityToken.Expired': [400, 'Specified SecurityToken is expired.'],
  UnsupportedHTTPMethod: [403, 'This http method is not supported.'],
  'InvalidAction.NotFound': [404, 'Specified api is not found, please check your url and method.'],
  InvalidVersion: [404, 'Specified parameter Version is not valid.'],
  MissingRegionId: [400, 'RegionId is mandatory for this action.'],
  MissingVpnConnectionId: [400, 'VpnConnectionId is mandatory for this action.'],
  'IllegalParam.RouteEntryType': [400, 'The param of RouteEntryType is illegal.'],
  'IllegalParam.PageNumber': [400, 'The param of PageNumber is illegal.'],
  'IllegalParam.PageSize': [400, 'The param of PageSize is illegal.'],
  'InvalidVpnConnectionInstanceId.NotFound': [404, 'The specified vpn connection instance id does not exist.'],
  'Vco.StatusNotSupport': [400, 'The current status of the vpn connection does not support this operation.'],
  Forbidden: [403, 'User not authorized to operate on the specified resource.'],
  'Forbbiden.SubUser': [403, 'User not authorized to operate on the specified resource as a sub user.'],
  'Throttling.User': [400, 'Request was denied due to user flow control.'],
  ServiceUnavailable: [503, 'The request has failed due to a temporary failure of the server.'],
  InternalError: [500, 'The request processing has failed due to some unknown error, exception or failure.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>;

export type ApiErrorCode = keyof typeof apiErrors;

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As the body states it; null for a reply, and for a page of HTML. */
  readonly code: string | null;
}

/** What an answer says of the call that it belongs to. */
export interface CallIdentity {
  readonly requestId: string;
  readonly hostId: string;
}

export function errorAnswer(code: ApiErrorCode, call: CallIdentity): Answer {
  const [status, message] = apiErrors[code];
  return jsonAnswer(status, code, errorBody(code, message, call));
}

export function errorBody(code: string, message: string, { requestId, hostId }: CallIdentity): Record<string, string> {
  const recommend = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=Vpc&requestId=${requestId}`;
  return { RequestId: requestId, HostId: hostId, Code: code, Message: message, Recommend: recommend };
}

export function jsonAnswer(status: number, code: string | null, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json;charset=utf-8' }, body: JSON.stringify(body), code };
}
