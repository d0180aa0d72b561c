import type { Coverage } from '../audit/coverage.ts';
import type { Severity } from '../audit/finding.ts';
import { counts } from '../audit/verdict.ts';
import { connectionKey, listKeyOf } from './keys.ts';
import type { Sighting } from './look.ts';

/**
 * A connection without a baseline is told no more when it was deleted or got one: all lists of its region, read again, are
 * enough to know. A baseline without its connection must be held against them too: where it is in scope no longer, nobody
 * can tell whether the connection was given up or the run was one of a part, and it stays open.
 */
export function coverageSightings({ tags, lists, findings }: Coverage, failOn: Severity): readonly Sighting[] {
  return findings.map((finding): Sighting => {
    const { kind, severity, connectionId, region, name } = finding;
    const own = connectionKey(finding);
    const isUnmanaged = kind === 'unmanaged-connection';
    return {
      drift: [own, kind].join(' '),
      subject: '',
      connection: { connectionId, region, name },
      finding,
      failOn,
      standing: counts(severity, failOn) ? 'failing' : 'tolerated',
      connections: lists.filter((list) => list.region === region).map(listKeyOf),
      tags: isUnmanaged ? JSON.stringify(tags) : null,
      covered: isUnmanaged ? null : own,
    };
  });
}
