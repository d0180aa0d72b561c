import type { Route } from '../routing/route.ts';

/**
 * What makes a row the same row when it is seen again: everything that is compared of it, and CreateTime, which tells a
 * route that was withdrawn and put back, and may now stand elsewhere in the list. Not the tunnels that are up and fields
 * unknown today, which may be others in each answer.
 */
export function identityOf({ type, destination, source, nextHop, weight, createTime, ...said }: Route): string {
  const { state, asPath, community } = said;
  return JSON.stringify([type, destination, source, nextHop, weight, createTime, state, asPath, community]);
}

/** Of each row of a page. Rows of one identity are numbered, so that each of them is a row of its own. */
export function identitiesOf(rows: readonly Route[]): readonly string[] {
  const times = new Map<string, number>();
  return rows.map((row) => {
    const identity = identityOf(row);
    const time = (times.get(identity) ?? 0) + 1;
    times.set(identity, time);
    return time === 1 ? identity : `${identity} ${time}`;
  });
}
