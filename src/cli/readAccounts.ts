import type { Baseline } from '../baseline/baseline.ts';
import type { Account } from '../collect/account.ts';
import type { Endpoint } from '../collect/endpoint.ts';
import { loadAccounts } from '../collect/loadAccounts.ts';
import { didYouMean } from '../document/didYouMean.ts';
import type { Problem } from '../document/place.ts';
import { quote } from '../document/quote.ts';
import { mostYamlMebibytes } from '../document/yaml.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { readInput } from './findBaselines.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface Accounts {
  readonly byId: ReadonlyMap<string, Account>;
  readonly sts: Endpoint;
}

/**
 * The accounts of `--accounts`, at this shard's share of their rates; null without the option. Else UnusableInput with
 * every problem of the file, and every baseline whose account is not in it.
 */
export async function readAccounts(
  { accounts, shards }: CollectionArguments,
  baselines: readonly Baseline[],
  { files }: World,
): Promise<Accounts | null> {
  if (accounts === null) return null;
  const { file, sts } = accounts;
  const input = await readInput(file, mostYamlMebibytes, files);
  if (typeof input === 'string') throw new UnusableInput([`--accounts: ${input}`]);
  const loaded = loadAccounts(file, input.bytes);
  if (loaded.state === 'refused') throw UnusableInput.problems(loaded.problems);
  const byId = new Map([...loaded.accounts].map(([id, account]) => [id, shareOfAccount(account, shards)]));
  const problems = [...ratesTooLow(byId, loaded.accounts, shards), ...strangers(baselines, byId, file)];
  if (problems.length > 0) throw UnusableInput.problems(problems);
  return { byId, sts };
}

function shareOfAccount(account: Account, shards: number): Account {
  return { ...account, maxRate: account.maxRate === null ? null : Math.floor(account.maxRate / shards) };
}

function ratesTooLow(shares: Accounts['byId'], whole: Accounts['byId'], shards: number): readonly Problem[] {
  return [...shares.values()].flatMap(({ id, maxRate, at }) => {
    if (maxRate !== 0) return [];
    const rate = whole.get(id)?.maxRate;
    return [{ at, message: `maxRate ${rate}: not one request per minute for each of ${shards} shards` }];
  });
}

/** A baseline that names no account is read with the default credential. */
function strangers(baselines: readonly Baseline[], byId: Accounts['byId'], file: string): readonly Problem[] {
  return baselines.flatMap(({ account, accountAt }) => {
    if (account === null || accountAt === null || byId.has(account)) return [];
    const meant = didYouMean(account, [...byId.keys()]);
    const hint = meant === null ? 'add it there' : `did you mean ${quote(meant)}?`;
    return [{ at: accountAt, message: `account ${quote(account)} is not in ${file}; ${hint}` }];
  });
}
