import type { Route, RouteType } from '../routing/route.ts';
import { contradictsItself } from './contradiction.ts';
import type { Decide, Decision } from './decision.ts';
import type { ListingOrder } from './listingOrder.ts';
import type { Page } from './page.ts';
import { type Patience, waitBefore } from './retry.ts';
import { largestPage, SourceError } from './routeSource.ts';
import { type Scan, scanTable } from './scan.ts';
import type { Aside } from './slots.ts';
import { type Completeness, type FlappingDestination, type Proof, proofs } from './snapshot.ts';
import type { Window } from './window.ts';

/** When a table counts as read. Times are in milliseconds. */
export interface Rigour {
  readonly patience: Patience;
  /** Between a scan that shows a difference and the one that confirms it. */
  readonly confirmAfter: number;
  /** A row in question that is younger gets one wait until it is as old. */
  readonly settle: number;
  readonly decide: Decide;
}

export interface TableReading {
  readonly routes: readonly Route[];
  readonly flapping: readonly FlappingDestination[];
  readonly completeness: Completeness;
}

/**
 * Reads a table until its scans decide: one, where the proof is whole and nothing differs; else another one, which cuts
 * the list in other places. Throws a SourceError where they don't decide in `patience.passes` scans; errors of `read`
 * pass through. `name` is for the log.
 */
export async function readTable(
  name: string,
  type: RouteType,
  read: (window: Window) => Promise<Page>,
  { patience, confirmAfter, settle, decide }: Rigour,
  aside: Aside,
  signal: AbortSignal,
): Promise<TableReading> {
  const scans: Scan[] = [];
  const requestIds: string[] = [];
  let [firstRequestAt, lastRequestAt, serverTime, settled] = [Number.POSITIVE_INFINITY, 0, 0, false];
  const timed = async (window: Window): Promise<Page> => {
    const page = await read(window);
    firstRequestAt = Math.min(firstRequestAt, page.sentAt);
    lastRequestAt = page.receivedAt;
    serverTime = page.serverTime ?? page.receivedAt;
    return page;
  };
  for (let pass = 1; ; pass++) {
    const scan = await scanTable(type, timed, largestPage, 1 + pass);
    requestIds.push(...scan.requestIds);
    if (scan.doubt === null) scans.push(scan);
    const verdict = judge(scan, scans, type, decide);
    if (verdict.state === 'decided') {
      const { routes, flapping, proof, order } = verdict;
      const facts = {
        proof,
        order,
        pages: scan.requests,
        totalCount: scan.totalCount,
        received: routes.length,
        listed: scan.length,
      };
      const times = { firstRequestAt: isoTime(firstRequestAt), lastRequestAt: isoTime(lastRequestAt) };
      const { windows, unknownFields } = scan;
      return {
        routes,
        flapping,
        completeness: { ...facts, passes: pass, windows, requestIds, ...times, unknownFields },
      };
    }
    if (pass >= patience.passes) throw notSettled(type, pass, verdict.because, scan);
    const because = `${name}: ${verdict.because}`;
    switch (verdict.wait) {
      case 'none':
        patience.onRetry(because, 0);
        break;
      case 'backoff':
        await aside(() => waitBefore(pass, patience, signal, because));
        break;
      case 'confirm': {
        const youngest = verdict.inQuestion.reduce((latest, { createTime }) => Math.max(latest, createTime ?? 0), 0);
        const unsettled = settled ? 0 : Math.min(settle, settle - (serverTime - youngest));
        settled ||= unsettled > 0;
        const delay = Math.max(confirmAfter, unsettled);
        patience.onRetry(because, delay);
        await aside(() => patience.pause(delay, signal));
      }
    }
  }
}

type Judgement =
  | (Extract<Decision, { state: 'decided' }> & { readonly proof: Proof; readonly order: ListingOrder | null })
  | { readonly state: 'open'; readonly because: string; readonly wait: 'none' | 'backoff' }
  | {
      readonly state: 'open';
      readonly because: string;
      readonly wait: 'confirm';
      readonly inQuestion: readonly Route[];
    };

/** `scan` is the latest; `scans` are those that held together. */
function judge(scan: Scan, scans: readonly Scan[], type: RouteType, decide: Decide): Judgement {
  if (scan.doubt !== null) return { state: 'open', because: scan.doubt, wait: 'backoff' };
  const contradiction = scans.some(isUnproved) && contradictsItself(scans.flatMap(({ pages }) => pages));
  const sound = contradiction ? scans.filter((one) => !isUnproved(one) || one.quiet) : scans;
  if (sound.at(-1) !== scan) {
    return { state: 'open', because: 'the listing does not keep its order, and rows came or went', wait: 'backoff' };
  }
  if (sound.some(isUnproved) && sound.length < 2) {
    return { state: 'open', because: 'the listing is in no order that can be verified', wait: 'none' };
  }
  // As many rows as are listed is no proof there: one that went makes up for one that moved.
  const other = sound.at(-2);
  if (contradiction && isUnproved(scan) && !holdsTheSame(scan, other)) {
    return { state: 'open', because: 'the listing does not keep its order, and rows came or went', wait: 'backoff' };
  }
  // Rows are there that did not come. They may be new; or the order is another one than it seems, and one has moved.
  if (!scan.whole && sound.length < 2) {
    return { state: 'open', because: 'fewer rows came than are listed', wait: 'none' };
  }
  // Where nothing has moved since, it is the pages that are not those that were asked for.
  if (!sound.some(({ whole }) => whole) && holdsTheSame(scan, other)) {
    return { state: 'open', because: 'fewer rows came than are listed, and the same ones again', wait: 'backoff' };
  }
  const decision = decide(type, sound);
  if (decision.state === 'read-again') return { ...decision, state: 'open', wait: 'confirm' };
  const order = sound.every((one) => one.order === scan.order) ? scan.order : null;
  return { ...decision, proof: weakest(sound), order };
}

function holdsTheSame(scan: Scan, other: Scan | undefined): boolean {
  const [rows, others] = [new Set(scan.pages.flat()), new Set(other?.pages.flat())];
  return rows.size === others.size && [...rows].every((row) => others.has(row));
}

function isUnproved({ proof }: Scan): boolean {
  return proof === 'unproved';
}

function weakest(scans: readonly Scan[]): Proof {
  const each = scans.map(({ proof }) => (proof === 'unproved' ? 'likely' : proof));
  return proofs.findLast((proof) => each.includes(proof)) ?? 'likely';
}

function notSettled(type: RouteType, passes: number, because: string, scan: Scan): SourceError {
  return new SourceError({
    code: 'TableNotSettled',
    message: `${passes} readings of the ${type} routes did not agree on what is there; the last: ${because}`,
    requestId: scan.requestIds.at(-1) ?? null,
  });
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
