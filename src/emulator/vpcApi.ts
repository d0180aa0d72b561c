import { type Answer, type ApiErrorCode, type CallIdentity, errorAnswer, jsonAnswer } from './apiError.ts';
import type { ApiRequest } from './apiRequest.ts';
import { authenticator } from './authenticate.ts';
import { callerIdentity } from './callerIdentity.ts';
import { ConnectionTable } from './connectionTable.ts';
import { accessKeysOf, accountOf, type ConnectionState, type EmulatorState } from './emulatorState.ts';
import type { DeliveryFault, FaultKind } from './fault.ts';
import { faultSchedule } from './faultSchedule.ts';
import { type CallPlan, planCall } from './planCall.ts';
import { quotas } from './quotas.ts';
import { refuse } from './refuse.ts';
import { tamper } from './tamper.ts';
import { parseVcoQuery, type VcoQuery } from './vcoQuery.ts';
import { pagingOf, vcoReply } from './vcoReply.ts';

/** What is said to one request, and how it is brought. */
export interface Outcome {
  readonly answer: Answer;
  readonly delivery: DeliveryFault | null;
  /** null where the request was refused before its parameters were understood. */
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
  const strikesOf = faultSchedule(state.faults ?? []);
  return (request, call) => {
    const key = authenticate(request);
    if (typeof key === 'string') return early(errorAnswer(key, call));
    const account = accountOf(key);
    const caller = callerIdentity(request, account, call);
    if (caller !== null) return early(caller);
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

function early(answer: Answer): Outcome {
  return { answer, delivery: null, query: null, faults: [] };
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
