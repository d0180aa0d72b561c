import { compareText } from '../routing/table.ts';
import { type Attachment, type AttachmentPage, readAttachmentPage } from './attachment.ts';
import type { AttachmentSource } from './attachmentSource.ts';
import { listingHint } from './hints.ts';
import { type Patience, waitBefore, withRetry } from './retry.ts';
import { largestPage, SourceError } from './routeSource.ts';
import type { UnreadableReason } from './snapshot.ts';

export type ListedAttachments =
  | { readonly state: 'listed'; readonly region: string; readonly attachments: readonly Attachment[] }
  | { readonly state: 'unreadable'; readonly region: string; readonly reason: UnreadableReason };

/** As `listAttachments`; not being able to look is a value. */
export async function discoverConnections(
  region: string,
  source: AttachmentSource,
  patience: Patience,
  signal: AbortSignal,
): Promise<ListedAttachments> {
  try {
    return { state: 'listed', region, attachments: await listAttachments(region, source, patience, signal) };
  } catch (error) {
    const interrupted = { code: 'Interrupted', message: 'the run was interrupted', requestId: null };
    const fault = signal.aborted ? interrupted : error instanceof SourceError ? error.fault : null;
    if (fault === null) throw error;
    const { code, message, requestId } = fault;
    return { state: 'unreadable', region, reason: { code, message, requestId, hint: listingHint(code, region) } };
  }
}

/**
 * Every connection of a region that is attached to a transit router, by id. Throws a SourceError where the list can't
 * be read whole.
 *
 * Pages are offsets into a list that may change meanwhile, so: a reading goes on to an empty page, whatever the rows
 * of a page or the total say; no id may come twice; the total that is stated must be that of the rows (some APIs count
 * the page there); and a list of several pages must hold the same ids in two readings in a row.
 */
async function listAttachments(
  region: string,
  source: AttachmentSource,
  patience: Patience,
  signal: AbortSignal,
): Promise<readonly Attachment[]> {
  const name = `${region} connections`;
  const read = (pageNumber: number): Promise<AttachmentPage> => {
    const request = { region, pageNumber, pageSize: largestPage };
    const once = async () => readAttachmentPage(await source.readAttachments(request, signal), request);
    return withRetry(`${name} page ${pageNumber}`, patience, signal, once);
  };
  let before: string | null = null;
  for (let pass = 1; ; pass += 1) {
    const pages = await readToTheEnd(read);
    const attachments = pages.flatMap((page) => page.attachments);
    const ids = attachments.map(({ connectionId }) => connectionId).sort(compareText);
    const doubt = doubtAbout(pages, ids);
    const same = ids.join() === before;
    if (doubt === null && (pages.length <= 2 || same)) {
      return [...attachments].sort((a, b) => compareText(a.connectionId, b.connectionId));
    }
    before = doubt === null ? ids.join() : null;
    const because = doubt ?? 'a list of several pages is read twice';
    if (pass >= patience.passes) throw notSettled(pass, because);
    if (doubt === null) patience.onRetry(`${name}: ${because}`, 0);
    else await waitBefore(pass, patience, signal, `${name}: ${because}`);
  }
}

/** Far more connections than an account may have; a list without end is no list. */
const mostPages = 1000;

/** The last one is empty, or brings what came before. */
async function readToTheEnd(read: (pageNumber: number) => Promise<AttachmentPage>): Promise<readonly AttachmentPage[]> {
  const pages: AttachmentPage[] = [];
  const seen = new Set<string>();
  for (let pageNumber = 1; pageNumber <= mostPages; pageNumber += 1) {
    const page = await read(pageNumber);
    pages.push(page);
    if (page.attachments.length === 0 || page.attachments.some(({ connectionId }) => seen.has(connectionId)))
      return pages;
    for (const { connectionId } of page.attachments) seen.add(connectionId);
  }
  throw new SourceError({ code: 'ListNotSettled', message: 'the list of connections has no end' });
}

function doubtAbout(pages: readonly AttachmentPage[], ids: readonly string[]): string | null {
  if (new Set(ids).size < ids.length) return 'a connection came twice';
  const agree = pages.every(
    ({ totalCount, attachments }) =>
      totalCount === null || totalCount === ids.length || totalCount === attachments.length,
  );
  return agree ? null : 'other numbers of connections are stated than came';
}

function notSettled(passes: number, because: string): SourceError {
  const message = `${passes} readings of the list of connections did not agree; the last: ${because}`;
  return new SourceError({ code: 'ListNotSettled', message });
}
