import { attachmentsAction, type Exchange, vcoAction } from '../collect/exchange.ts';
import { isRecord } from '../collect/jsonValue.ts';
import { plainWord } from '../collect/plainWord.ts';
import type { SourceFault } from '../collect/routeSource.ts';
import { startOf } from '../document/places.ts';
import { checkSchema } from '../document/schema.ts';
import { type RouteType, routeTypes } from '../routing/route.ts';
import { callerFile, listFile, repliesFile } from './bundle.ts';

/** One line of a file below replies/: schemas/evidence-reply.schema.json. */
interface ReplyDocument extends Omit<Exchange, 'sentAt' | 'receivedAt' | 'outcome'> {
  /** ISO 8601, UTC, by the clock of the machine that asked. */
  readonly sentAt: string;
  readonly receivedAt: string;
  /** As the answer states it. */
  readonly requestId: string | null;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Byte for byte, as UTF-8; null where there is none that could be kept. */
  readonly body: string | null;
  /** Why not. */
  readonly fault: SourceFault | null;
}

export function replyLine(exchange: Exchange): string {
  const { action, parameters, origin, signedAt, outcome } = exchange;
  const times = { sentAt: isoTime(exchange.sentAt), receivedAt: isoTime(exchange.receivedAt), signedAt };
  const said =
    outcome.kind === 'answer'
      ? { status: outcome.status, headers: outcome.headers, body: outcome.body, fault: null }
      : { status: outcome.status, headers: {}, body: null, fault: outcome.fault };
  const requestId = requestIdOf(exchange);
  return `${JSON.stringify({ action, parameters, origin, ...times, requestId, ...said } satisfies ReplyDocument)}\n`;
}

/** null where it is not a line as `replyLine` writes it, to the byte. */
export function parseReplyLine(line: string): Exchange | null {
  const value = parseJson(line);
  if (checkSchema('evidence-reply', value, startOf('')).length > 0) return null;
  const { sentAt, receivedAt, requestId: _, status, headers, body, fault, ...rest } = value as ReplyDocument;
  const times = { sentAt: Date.parse(sentAt), receivedAt: Date.parse(receivedAt) };
  if (!Object.values(times).every(Number.isFinite)) return null;
  if (fault !== null) return asWritten({ ...rest, ...times, outcome: { kind: 'no-answer', status, fault } }, line);
  if (status === null || body === null) return null;
  return asWritten({ ...rest, ...times, outcome: { kind: 'answer', status, headers, body } }, line);
}

/** Which file holds the line of this call. */
export function fileOf({ action, parameters }: Exchange): string {
  const { RegionId = '', VpnConnectionId = '', RouteEntryType } = parameters;
  if (action === attachmentsAction) return listFile(RegionId);
  if (action !== vcoAction) return callerFile;
  const type: RouteType = routeTypes.find((known) => known === RouteEntryType) ?? 'custom';
  return repliesFile({ region: RegionId, connectionId: VpnConnectionId }, type);
}

function asWritten(exchange: Exchange, line: string): Exchange | null {
  return replyLine(exchange) === line ? exchange : null;
}

function requestIdOf({ outcome }: Exchange): string | null {
  if (outcome.kind === 'no-answer') return outcome.fault.requestId;
  const said = parseJson(outcome.body);
  const stated = isRecord(said) ? (said.RequestId ?? said.requestId) : null;
  return plainWord(stated ?? outcome.headers['x-acs-request-id']);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
