import type { Attachment } from '../collect/attachment.ts';
import { discoverConnections, type ListedAttachments } from '../collect/listAttachments.ts';
import { openSource, type SourceArguments } from './openSource.ts';
import type { World } from './world.ts';

/** The connections of these regions that are attached to a transit router; of each region a list, or why there is none. */
export async function discover(
  regions: readonly string[],
  args: SourceArguments,
  world: World,
): Promise<readonly ListedAttachments[]> {
  const { source, patience, close } = await openSource(args, world);
  try {
    return await Promise.all(
      [...new Set(regions)].map((region) => discoverConnections(region, source, patience, world.interruption)),
    );
  } finally {
    await close();
  }
}

export function attachmentsIn(lists: readonly ListedAttachments[]): readonly Attachment[] {
  return lists.flatMap((list) => (list.state === 'listed' ? list.attachments : []));
}

/** For stderr: which regions could not be listed, why, and what to do. */
export function listingFailures(lists: readonly ListedAttachments[]): readonly string[] {
  return lists.flatMap((list) => {
    if (list.state === 'listed') return [];
    const { code, message, hint } = list.reason;
    return [`${list.region}: the connections could not be listed: ${code}: ${message}`, `hint: ${hint}`];
  });
}
