import { type Answer, type CallIdentity, jsonAnswer } from './apiError.ts';
import { type ApiRequest, headerOf } from './apiRequest.ts';

const callerAction = 'GetCallerIdentity';
const stsVersion = '2015-04-01';

/** STS in the same place, as far as it says whose key a request was signed with; null: something else is asked. */
export function callerIdentity(request: ApiRequest, account: string, { requestId }: CallIdentity): Answer | null {
  const [action, version] = [headerOf(request, 'x-acs-action'), headerOf(request, 'x-acs-version')];
  if (action !== callerAction || version !== stsVersion || request.path !== '/') return null;
  return jsonAnswer(200, null, {
    RequestId: requestId,
    IdentityType: 'RAMUser',
    AccountId: account,
    PrincipalId: '200000000000000001',
    UserId: '200000000000000001',
    Arn: `acs:ram::${account}:user/embedded`,
  });
}
