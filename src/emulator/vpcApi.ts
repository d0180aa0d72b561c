import { type Answer, type ApiErrorCode, type CallIdentity, errorAnswer, jsonAnswer } from './apiError.ts';
import { type ApiRequest, headerOf } from './apiRequest.ts';
import { attachmentsAction, parseAttachmentsQuery } from './attachmentsQuery.ts';
import { attachmentsReply } from './attachmentsReply.ts';
import { authenticator } from './authenticate.ts';
import { callerIdentity } from './callerIdentity.ts';
import { ConnectionTable } from './connectionTable.ts';
import { accessKeysOf, accountOf, type ConnectionState, type EmulatorState } from './emulatorState.ts';
import type { DeliveryFault, FaultKind } from './fault.ts';
import { type FaultSchedule, faultSchedule } from './faultSchedule.ts';
import { type CallPlan, planCall } from './planCall.ts';
import { quotas } from './quotas.ts';
import { refuse } from './refuse.ts';
import { tamper } from './tamper.ts';
import { misaddressed, parseVcoQuery, type VcoQuery } from './vcoQuery.ts';
import { pagingOf, vcoReply } from './vcoReply.ts';

/** What is said to one request, and how it is brought. */
export interface Outcome {
  readonly answer: Answer;
  readonly delivery: DeliveryFault | null;
  /** Of DescribeVcoRouteEntries; null where the request was refused before its parameters were understood. */
  readonly query: VcoQuery | null;
  readonly faults: readonly FaultKind[];
}

/** The API without its wire: authenticate, understand, misbehave, reply. */
export type VpcApi = (request: ApiRequest, call: CallIdentity) => Outcome;

const refusals = {
  readable: null,
  updating: 'Vco.StatusNotSupport',
  forbidden: 'Forbidden',
  'forbidden-sub-user': 'Forbbiden.SubUser',
} as const satisfies Record<ConnectionState, ApiErrorCode | null>;

export function vpcApi(state: EmulatorState, now: () => number): VpcApi {
  const authenticate = authenticator(accessKeysOf(state), now);
  const tables = new Map(state.connections.map((connection) => [connection.id, new ConnectionTable(connection)]));
  const isGranted = quotas(state.rateLimit, now);
  const [attachmentFaults, routeFaults] = [true, false].map((listing) =>
    (state.faults ?? []).filter(({ action }) => (action === attachmentsAction) === listing),
  );
  const strikesOf = faultSchedule(routeFaults ?? []);
  const attachments = attachmentsApi(state, faultSchedule(attachmentFaults ?? []), quotas(state.rateLimit, now));
  return (request, call) => {
    const key = authenticate(request);
    if (typeof key === 'string') return early(errorAnswer(key, call));
    const account = accountOf(key);
    const caller = callerIdentity(request, account, call);
    if (caller !== null) return early(caller);
    const misdirection = misaddressed(request);
    if (misdirection !== null) return early(errorAnswer(misdirection, call));
    if (headerOf(request, 'x-acs-action') === attachmentsAction) return attachments(account, request, call);
    const parsed = parseVcoQuery(request);
    if (parsed.state === 'refused') return early(errorAnswer(parsed.code, call));
    if (!isGranted(`${account} ${parsed.query.region}`))
      return { ...early(errorAnswer('Throttling.User', call)), query: parsed.query };
    const strikes = strikesOf(parsed.query.connectionId, parsed.query.type);
    const plan = planCall(strikes);
    const table = ownedBy(account, tables.get(parsed.query.connectionId));
    for (const edit of plan.editsBefore) table?.edit(edit);
    const answer = answerCall(table, parsed.query, plan, call);
    for (const edit of plan.editsAfter) table?.edit(edit);
    return { answer, delivery: plan.delivery, query: parsed.query, faults: strikes.map(({ fault }) => fault.kind) };
  };
}

/** The list of connections: misbehaves only as faults that name its action say, and has a quota of its own. */
function attachmentsApi(
  state: EmulatorState,
  strikesOf: FaultSchedule,
  isGranted: (accountAndRegion: string) => boolean,
): (account: string, ...of: Parameters<VpcApi>) => Outcome {
  return (account, request, call) => {
    const query = parseAttachmentsQuery(request);
    if (typeof query === 'string') return early(errorAnswer(query, call));
    if (!isGranted(`${account} ${query.region}`)) return early(errorAnswer('Throttling.User', call));
    const strikes = strikesOf(query.connectionId, null);
    const plan = planCall(strikes);
    const faults = strikes.map(({ fault }) => fault.kind);
    const outcome = { delivery: plan.delivery, query: null, faults };
    if (plan.refusal !== null) return { ...outcome, answer: refuse(plan.refusal, call) };
    const honest = attachmentsReply(connectionsOf(account, state), query, pagingOf(query, plan.paging), call.requestId);
    const { rows, fields } = plan.reply.reduce((reply, { fault, times }) => tamper(reply, fault, times), honest);
    return { ...outcome, answer: jsonAnswer(200, null, { VpnAttachments: rows, ...fields }) };
  };
}

function early(answer: Answer): Outcome {
  return { answer, delivery: null, query: null, faults: [] };
}

function connectionsOf(account: string, { connections }: EmulatorState): EmulatorState['connections'] {
  return connections.filter((connection) => accountOf(connection) === account);
}

/** To everybody else it is not there. */
function ownedBy(account: string, table: ConnectionTable | undefined): ConnectionTable | undefined {
  return table === undefined || accountOf(table.connection) !== account ? undefined : table;
}

function answerCall(table: ConnectionTable | undefined, query: VcoQuery, plan: CallPlan, call: CallIdentity): Answer {
  if (plan.refusal !== null) return refuse(plan.refusal, call);
  if (table === undefined || table.connection.region !== query.region) {
    return errorAnswer('InvalidVpnConnectionInstanceId.NotFound', call);
  }
  const refusal = refusals[table.connection.state ?? 'readable'];
  if (refusal !== null) return errorAnswer(refusal, call);
  const honest = vcoReply(table, query, pagingOf(query, plan.paging), call.requestId);
  const { rows, fields } = plan.reply.reduce((reply, { fault, times }) => tamper(reply, fault, times), honest);
  return jsonAnswer(200, null, { VcoRouteEntries: rows, ...fields });
}
