import type { AuditResult, Shard } from './result.ts';
import { shardNumberOf } from './shardNumberOf.ts';

/** What of a shard's fleet the result should hold and does not, or the other way round; null: nothing. */
export function misplacedIn({ number, of, fleet }: Shard, { connections, baselines }: AuditResult): string | null {
  const name = `shard ${number} of ${of}`;
  if (number > of) return `there is no ${name}`;
  if (new Set(fleet.map(({ connectionId }) => connectionId)).size < fleet.length)
    return 'its fleet holds a connection twice';
  const members = fleet.filter((connection) => shardNumberOf(connection, of) === number);
  const said = new Set(
    connections.map(({ connectionId, region, at }) => JSON.stringify([connectionId, region, at.file])),
  );
  const gone = members.find(
    ({ connectionId, region, at }) => !said.has(JSON.stringify([connectionId, region, at.file])),
  );
  if (gone !== undefined) return `${gone.connectionId} falls into ${name} and is not there`;
  if (connections.length > members.length) return `it holds a connection that does not fall into ${name}`;
  const judged = new Map(baselines.map(({ file, sha256 }) => [file, sha256]));
  const other = members.find(({ at, sha256 }) => judged.get(at.file) !== sha256);
  return other === undefined ? null : `it holds another baseline of ${other.connectionId} than its fleet`;
}
