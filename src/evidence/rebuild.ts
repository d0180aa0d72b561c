import { createHash, type Hash } from 'node:crypto';
import type { Baseline } from '../baseline/baseline.ts';
import type { Exchange } from '../collect/exchange.ts';
import type { ListedAttachments } from '../collect/listAttachments.ts';
import type { ConnectionSnapshot } from '../collect/snapshot.ts';
import { callerFile, listFile, repliesFile } from './bundle.ts';
import { readIfThere } from './bundleFiles.ts';
import { type CallFacts, type Calls, noCalls, withCall } from './callFacts.ts';
import { NotReproduced } from './notReproduced.ts';
import { replayConnection } from './replayConnection.ts';
import { replayList } from './replayList.ts';
import { fileOf, parseReplyLine } from './replyLine.ts';

/** The replies of a bundle, read again connection by connection; no more than one is held. */
export interface Rebuilding {
  /** What they may have shown of this connection: see `replayConnection`. */
  connection(baseline: Baseline): Promise<readonly ConnectionSnapshot[]>;
  /** What was listed of a region. */
  list(region: string): Promise<ListedAttachments>;
  /** Of all that was read again so far. */
  facts(): CallFacts & { readonly calls: Calls };
}

/** Everything throws NotReproduced at the first reply that does not hold. */
export async function rebuild(directory: string, passes: number): Promise<Rebuilding> {
  const hash = createHash('sha256');
  let facts = (await callsIn(directory, callerFile, hash)).reduce(withCall, noCalls);
  return {
    async connection(baseline) {
      const custom = await callsIn(directory, repliesFile(baseline, 'custom'), hash);
      const bgp = await callsIn(directory, repliesFile(baseline, 'bgp'), hash);
      facts = [...custom, ...bgp].reduce(withCall, facts);
      return await replayConnection(baseline, { custom, bgp }, passes);
    },
    async list(region) {
      const calls = await callsIn(directory, listFile(region), hash);
      facts = calls.reduce(withCall, facts);
      return await replayList(region, calls, passes);
    },
    facts: () => ({ ...facts, calls: { ...facts.calls, sha256: hash.copy().digest('hex') } }),
  };
}

/** None where there is no such file: a table may end before anything was asked of it. */
async function callsIn(directory: string, name: string, hash: Hash): Promise<readonly Exchange[]> {
  const text = (await readIfThere(directory, name))?.toString() ?? '';
  return text
    .split(/(?<=\n)/)
    .filter((line) => line !== '')
    .map((line, i) => {
      hash.update(line);
      const exchange = parseReplyLine(line);
      if (exchange === null || fileOf(exchange) !== name) throw new NotReproduced(`${name}:${i + 1}: not a call of it`);
      return exchange;
    });
}
