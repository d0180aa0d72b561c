import type { Severity, WaiverReference } from '../audit/finding.ts';
import type { ConnectionResult } from '../audit/result.ts';
import type { Place } from '../document/place.ts';
import * as words from './words.ts';

/** One thing that the log says. */
export interface Said {
  readonly ruleId: string;
  readonly who: Subject;
  readonly at: Place;
  readonly severity: Severity;
  readonly sentence: string;
  /** See `subjectOf`. */
  readonly subject: string;
  readonly waiver: WaiverReference | null;
}

/** The connection, or the list of connections, of which it is said. */
export interface Subject {
  readonly name: string;
  readonly path: string;
  /** The same in every run. */
  readonly key: string;
}

export function subjectNamed(
  connection: Pick<ConnectionResult, 'account' | 'region' | 'connectionId' | 'name'>,
): Subject {
  const { account, region, connectionId } = connection;
  return {
    name: words.connectionName(connection),
    path: words.connectionPath(connection),
    key: [account, region, connectionId].filter((part) => part !== null).join(' '),
  };
}
