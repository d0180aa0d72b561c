import type { AttachmentRequest } from './attachmentSource.ts';
import { countOf, isRecord, isStated, textOf } from './jsonValue.ts';
import { parseBody } from './page.ts';
import { plainWord } from './plainWord.ts';
import { type Reply, SourceError } from './routeSource.ts';

/**
 * A connection that is attached to a transit router, as `DescribeVpnAttachments` lists it. These fields are picked one
 * by one, so that whatever else a reply may come to hold, a pre-shared key too, ends here.
 */
export interface Attachment {
  readonly connectionId: string;
  readonly region: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly transitRouter: string | null;
  /** null: it states none that can be read. */
  readonly tags: readonly Tag[] | null;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface AttachmentPage {
  readonly attachments: readonly Attachment[];
  /** null where it is missing. */
  readonly totalCount: number | null;
}

/** Throws a SourceError for an answer that can't be what was asked for: it must not pass for a shorter list. */
export function readAttachmentPage(reply: Reply, request: AttachmentRequest): AttachmentPage {
  const body = parseBody(reply.text);
  const requestId = plainWord(body.RequestId);
  const refuse = (message: string) => new SourceError({ code: 'BrokenAnswer', message, requestId, transient: true });
  const rows = body.VpnAttachments;
  if (!Array.isArray(rows)) throw refuse('the answer has no list VpnAttachments');
  if (rows.length > request.pageSize) throw refuse(`${rows.length} rows came where ${request.pageSize} were asked for`);
  const pageNumber = countOf(body.PageNumber);
  if (isStated(body.PageNumber) && pageNumber !== request.pageNumber) {
    throw refuse(`another page came than page ${request.pageNumber}, which was asked for`);
  }
  const totalCount = countOf(body.TotalCount);
  if (isStated(body.TotalCount) && totalCount === null) throw refuse('its TotalCount is no number of rows');
  return { attachments: rows.map((row: unknown) => attachmentOf(row, request.region, refuse)), totalCount };
}

function attachmentOf(row: unknown, region: string, refuse: (message: string) => SourceError): Attachment {
  const { InstanceId, Name, Description, TransitRouterId, Tags } = isRecord(row) ? row : {};
  if (typeof InstanceId !== 'string' || !/^vco-[a-z0-9]{1,60}$/.test(InstanceId)) {
    throw refuse('a row has no InstanceId of a connection');
  }
  return {
    connectionId: InstanceId,
    region,
    name: textOf(Name),
    description: textOf(Description),
    transitRouter: textOf(TransitRouterId),
    tags: tagsOf(Tags),
  };
}

function tagsOf(tags: unknown): readonly Tag[] | null {
  if (!Array.isArray(tags)) return null;
  const read = tags.map((tag: unknown): Tag | null => {
    const { Key, Value } = isRecord(tag) ? tag : {};
    const key = textOf(Key);
    return key === null ? null : { key, value: textOf(Value) ?? '' };
  });
  return read.includes(null) ? null : read.filter((tag) => tag !== null);
}
