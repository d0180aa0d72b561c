import type { ShardName } from '../audit/result.ts';
import { type AccountsArguments, type AccountsOptions, accountsArguments } from './accountsArguments.ts';
import type { SourceArguments } from './openSource.ts';
import { UnusableInput } from './unusableInput.ts';

/** Which API is read, and how. Times are in milliseconds. */
export interface CollectionArguments extends SourceArguments {
  /** Connections that are read at once. */
  readonly concurrency: number;
  /** Requests per minute in one region. */
  readonly maxRate: number;
  readonly confirmAfter: number;
  readonly settle: number;
  /** Runs that read at the same time, this one included; `maxRate` is the share of one. */
  readonly shards: number;
  readonly accounts: AccountsArguments | null;
}

/** As yargs gives them; times in seconds. */
interface CollectionOptions extends AccountsOptions {
  readonly embedded: boolean | undefined;
  readonly 'ecs-role': string | undefined;
  readonly concurrency: string;
  readonly 'max-rate': string;
  readonly 'confirm-after': string | undefined;
  readonly settle: string;
  readonly verbose: boolean;
}

/** The embedded API does not change by itself, so nobody waits before looking at it again. */
export function collectionArguments(options: CollectionOptions): CollectionArguments {
  const { embedded = false, endpoint, verbose } = options;
  return {
    embedded,
    endpoint,
    ecsRole: options['ecs-role'],
    verbose,
    concurrency: wholeNumber('--concurrency', options.concurrency, 1),
    maxRate: wholeNumber('--max-rate', options['max-rate'], 1),
    confirmAfter: 1000 * wholeNumber('--confirm-after', options['confirm-after'] ?? (embedded ? '0' : '10'), 0),
    settle: 1000 * wholeNumber('--settle', options.settle, 0),
    shards: 1,
    accounts: accountsArguments(options),
  };
}

/** The limit is the account's: shards that run at the same time share it. */
export function shareOf(collection: CollectionArguments, shard: ShardName | null): CollectionArguments {
  if (shard === null) return collection;
  const maxRate = Math.floor(collection.maxRate / shard.of);
  if (maxRate > 0) return { ...collection, maxRate, shards: shard.of };
  throw new UnusableInput([
    `--max-rate ${collection.maxRate}: not one request per minute for each of ${shard.of} shards`,
  ]);
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1;
  if (number >= least) return number;
  throw new UnusableInput([`${option} ${text}: not a whole number, ${least} to 999999`]);
}
