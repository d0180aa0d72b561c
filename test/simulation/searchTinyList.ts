import { scanTable } from '../../src/collect/scan.ts';
import { explore } from './explore.ts';
import { type TinyListing, tinyList } from './tinyList.ts';

export interface TinySearch {
  readonly listing: TinyListing;
  readonly length: number;
  readonly largest: number;
  readonly changes: number;
}

export interface TinySearchResult {
  /** How many scans held together. */
  readonly held: number;
  /** Rows that nobody touched and such a scan did not see, with the picks that lead there; not more than ten. */
  readonly missed: readonly string[];
}

/** Scans a tiny list once for each way in which so many changes can fall between the requests. */
export async function searchTinyList({ listing, length, largest, changes }: TinySearch): Promise<TinySearchResult> {
  const missed: string[] = [];
  let held = 0;
  await explore(async (pick) => {
    const picks: number[] = [];
    const list = tinyList(listing, length, changes, (options) => {
      const choice = pick(options);
      picks.push(choice);
      return choice;
    });
    const scan = await scanTable('custom', list.read, largest, 2);
    // Ties that nobody could keep apart prove nothing: then the table is read again.
    if (scan.doubt !== null || (listing === 'tied-pairs' && scan.proof === 'unproved')) return;
    held += 1;
    const seen = new Set(scan.routes.map(({ destination }) => destination));
    const unseen = list.untouched().filter((destination) => !seen.has(destination));
    if (unseen.length > 0 && missed.length < 10) missed.push(`${scan.proof}: ${unseen.join()} after ${picks.join()}`);
  });
  return { held, missed };
}
