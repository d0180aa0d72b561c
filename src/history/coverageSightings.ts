import type { Coverage } from '../audit/coverage.ts';
import type { Severity } from '../audit/finding.ts';
import { counts } from '../audit/verdict.ts';
import { connectionKey, listKeyOf } from './keys.ts';
import type { Sighting } from './look.ts';

/**
 * A connection without a baseline, or a baseline without its connection, is gone when all lists of its region were read
 * again and it is told no more: it was deleted or got a baseline, or it came back.
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
