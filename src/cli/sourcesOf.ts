import type { Account } from '../collect/account.ts';
import type { Api } from '../collect/alibabaCloud.ts';
import type { AttachmentSource } from '../collect/attachmentSource.ts';
import { callerAccount } from '../collect/callerAccount.ts';
import type { Endpoint } from '../collect/endpoint.ts';
import { pacedSource } from '../collect/pacedSource.ts';
import { type RateLimiter, rateLimiter } from '../collect/rateLimiter.ts';
import { type Patience, withRetry } from '../collect/retry.ts';
import { type RouteSource, SourceError } from '../collect/routeSource.ts';
import type { Problem } from '../document/place.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { log } from './log.ts';
import type { OpenSource } from './openSource.ts';
import type { Accounts } from './readAccounts.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export type ConnectionSource = RouteSource & AttachmentSource;

/**
 * Where the connections of each account are read, with one limiter for each account and region. With accounts STS is
 * asked first, once for each credential that is used. A credential of another account than the file says is
 * UnusableInput, before a route is read; one of which STS says nothing reads nothing. `counting` is told of each request
 * for routes.
 */
export async function sourcesOf(
  used: ReadonlySet<string | null>,
  { maxRate, verbose }: CollectionArguments,
  accounts: Accounts | null,
  { source, patience }: OpenSource,
  world: World,
  counting: (source: RouteSource) => RouteSource,
): Promise<(account: string | null) => ConnectionSource> {
  const paced = pacing(world, counting);
  if (accounts === null) {
    const only = paced(source, '', maxRate);
    return () => only;
  }
  const { byId, sts } = accounts;
  const problems: Problem[] = [];
  const open = async (id: string | null): Promise<ConnectionSource> => {
    const account = id === null ? undefined : byId.get(id);
    const api = account === undefined ? source : source.as(account.credential);
    const what = account === undefined ? 'the default credential' : `the credential for account ${account.id}`;
    const owner = await ownerOf(api, sts, what, patience, world);
    if (owner instanceof SourceError) return account === undefined ? paced(api, '', maxRate) : silent(account, owner);
    if (verbose) log(world, `${what}: of account ${owner}, by STS`);
    if (account !== undefined && owner !== account.id) problems.push(mismatch(account, owner));
    return paced(api, owner, byId.get(owner)?.maxRate ?? maxRate);
  };
  const sources = new Map(await Promise.all([...used].map(async (id) => [id, await open(id)] as const)));
  if (problems.length > 0) throw UnusableInput.problems(problems);
  return (account) => {
    const known = sources.get(account);
    if (known === undefined) throw new Error(`account ${account} was not asked for`);
    return known;
  };
}

/** Whose limit a call counts against decides which limiter it waits for, whatever credential it is made with. */
function pacing(
  world: World,
  counting: (source: RouteSource) => RouteSource,
): (source: Api, owner: string, maxRate: number) => ConnectionSource {
  const limiters = new Map<string, RateLimiter>();
  const { elapsed: now, pause, random } = world;
  return (source, owner, maxRate) => ({
    ...pacedSource(counting(source), (region) => {
      const key = `${owner} ${region}`;
      const limiter = limiters.get(key) ?? rateLimiter({ maxRate, now, pause, random });
      limiters.set(key, limiter);
      return limiter;
    }),
    // A handful of calls, of which the API counts another limit.
    readAttachments: (request, signal) => source.readAttachments(request, signal),
  });
}

/** The account, or why STS did not say. */
async function ownerOf(
  api: Api,
  sts: Endpoint,
  what: string,
  patience: Patience,
  { interruption }: World,
): Promise<string | SourceError> {
  const ask = async () => callerAccount(await api.askCaller(sts, interruption));
  try {
    return await withRetry(`${what}: GetCallerIdentity`, patience, interruption, ask);
  } catch (error) {
    if (error instanceof SourceError) return error;
    if (!interruption.aborted) throw error;
    return new SourceError({ code: 'Interrupted', message: 'the run was interrupted' });
  }
}

function mismatch({ id, at }: Account, owner: string): Problem {
  const message = `account ${id}: STS says that this credential belongs to account ${owner}; give the credential of ${id}`;
  return { at, message };
}

/** Nobody knows whose routes such a credential would show. */
function silent({ id }: Account, { fault }: SourceError): ConnectionSource {
  const { code, requestId } = fault;
  const message = `STS did not confirm that the credential is of account ${id}: ${code}: ${fault.message}`;
  const refuse = async () => {
    throw new SourceError({ code: 'AccountNotConfirmed', message, requestId });
  };
  return { readPage: refuse, readAttachments: refuse };
}
