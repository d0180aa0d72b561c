import type credentialsLibrary from '@alicloud/credentials';
import { answerFault } from './answerFault.ts';
import { isStsOrigin, metadataOrigin } from './hosts.ts';
import type { HttpAnswer, HttpRequest, Send } from './http.ts';
import { brokenIdentity, type Identity } from './identity.ts';
import { carriedBy } from './interceptSdk.ts';
import { readSmallFile } from './readSmallFile.ts';
import { SourceError } from './routeSource.ts';

/** What one request is signed with. */
export interface Key {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  readonly providerName: string;
}

/** The keys of one identity, which may change while a run goes on. Everything here throws a SourceError. */
export interface Credentials {
  /** The key for now, got or renewed where that is due. Many callers at once share one attempt. */
  current(): Promise<Key>;
  /** For a key that the API calls expired: whether there is another one by now. */
  isReplaced(used: Key): Promise<boolean>;
}

/** Milliseconds for one request to a credentials service. */
const deadline = 10_000;

/** `find` is asked again where a key has run out: a file may hold a newer one. Nothing is sent before `current()`. */
export function openCredentials(
  library: typeof credentialsLibrary,
  find: () => Promise<Identity>,
  send: Send,
): Credentials {
  let known: Promise<Source> | undefined;
  let pending: Promise<Key> | undefined;
  const source = async (): Promise<Source> => {
    const identity = await find();
    try {
      return { identity, provider: providerOf(library, identity) };
    } catch {
      throw brokenIdentity(identity.from, 'the SDK refuses it as it is, or the environment switches it off');
    }
  };
  const next = async (): Promise<Key> => {
    known ??= source();
    return await keyOf(await known, send);
  };
  const current = () => {
    pending ??= next().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  return {
    current,
    async isReplaced(used) {
      if ((await current()).securityToken !== used.securityToken) return true;
      // Nobody may be answered from the place as it was.
      known = undefined;
      pending = undefined;
      return (await current()).securityToken !== used.securityToken;
    },
  };
}

interface Source {
  readonly identity: Identity;
  readonly provider: Provider;
}

interface Provider {
  getCredentials(): Promise<Key>;
  getProviderName(): string;
}

function providerOf(library: typeof credentialsLibrary, identity: Identity): Provider {
  switch (identity.kind) {
    case 'key': {
      const { id, secret, securityToken } = identity;
      if (securityToken === null) {
        return library.StaticAKCredentialsProvider.builder().withAccessKeyId(id).withAccessKeySecret(secret).build();
      }
      const builder = library.StaticSTSCredentialsProvider.builder().withSecurityToken(securityToken);
      return builder.withAccessKeyId(id).withAccessKeySecret(secret).build();
    }
    case 'assumed-role': {
      const builder = library.RAMRoleARNCredentialsProvider.builder().withRoleArn(identity.roleArn);
      builder.withCredentialsProvider(providerOf(library, identity.by));
      if (identity.stsEndpoint !== null) builder.withStsEndpoint(identity.stsEndpoint);
      if (identity.policy !== null) builder.withPolicy(identity.policy);
      if (identity.sessionName !== null) builder.withRoleSessionName(identity.sessionName);
      if (identity.stsRegion !== null) builder.withStsRegionId(identity.stsRegion);
      return builder.build();
    }
    case 'oidc-role': {
      const builder = library.OIDCRoleArnCredentialsProvider.builder().withRoleArn(identity.roleArn);
      builder.withOIDCProviderArn(identity.providerArn).withOIDCTokenFilePath(identity.tokenFile);
      if (identity.sessionName !== null) builder.withRoleSessionName(identity.sessionName);
      if (identity.stsRegion !== null) builder.withStsRegionId(identity.stsRegion);
      return builder.build();
    }
    case 'uri':
      return library.URICredentialsProvider.builder().withCredentialsURI(identity.uri).build();
    case 'ecs-role':
      return library.ECSRAMRoleCredentialsProvider.builder().withRoleName(identity.name).build();
  }
}

/** The metadata service is asked with --ecs-role alone, whatever an environment may name. */
function mayReach(identity: Identity, origin: string): boolean {
  switch (identity.kind) {
    case 'key':
      return false;
    case 'assumed-role':
      return isStsOrigin(origin) || mayReach(identity.by, origin);
    case 'oidc-role':
      return isStsOrigin(origin);
    case 'uri':
      return origin === new URL(identity.uri).origin && new URL(origin).hostname !== new URL(metadataOrigin).hostname;
    case 'ecs-role':
      return origin === metadataOrigin;
  }
}

/** What a provider throws may quote keys and whole files; what happened is told by the last answer instead. */
async function keyOf({ identity, provider }: Source, send: Send): Promise<Key> {
  let last: Call | undefined;
  const carry = (request: HttpRequest) => {
    const signal = new AbortController().signal;
    const answer = send(request, { mayReach: (origin) => mayReach(identity, origin), deadline, signal });
    last = { request, answer };
    return answer;
  };
  try {
    await checkTokenFile(identity);
    return await carriedBy(carry, () => provider.getCredentials());
  } catch {
    throw await faultOf(identity, last);
  }
}

/** The provider reads it itself, and would wait for ever at a pipe. */
async function checkTokenFile(identity: Identity): Promise<void> {
  if (identity.kind === 'assumed-role') await checkTokenFile(identity.by);
  if (identity.kind === 'oidc-role' && (await readSmallFile(identity.tokenFile, 64 * 1024)) === null) {
    throw new Error('there is no token file');
  }
}

interface Call {
  readonly request: HttpRequest;
  readonly answer: Promise<HttpAnswer>;
}

async function faultOf(identity: Identity, last: Call | undefined): Promise<SourceError> {
  const { from } = identity;
  if (last === undefined) return brokenIdentity(from, 'what it names is missing or could not be read');
  const outcome = await last.answer.catch((error: unknown) => error);
  if (outcome instanceof SourceError) {
    return new SourceError({ ...outcome.fault, message: `${from}: ${outcome.fault.message}` });
  }
  const answer = outcome as HttpAnswer;
  if (answer.status === 200) return brokenIdentity(from, 'the credentials service gave no usable key');
  const { fault } = answerFault(answer, signedAt(last.request), secretsOf(identity));
  // STS sees a wrong clock first, and what to do about it has nothing to do with roles.
  if (fault.code.startsWith('InvalidTimeStamp')) {
    return new SourceError({ ...fault, message: fault.message.replace('the API', `${from}: the credentials service`) });
  }
  const shown = fault.code === 'BrokenAnswer' ? '' : ` (${fault.code})`;
  const message = `${from}: the credentials service answered with HTTP status ${answer.status}${shown}`;
  return new SourceError({ ...fault, code: 'CredentialsRefused', message });
}

/** This machine's clock as a call of STS states it. */
function signedAt({ url }: HttpRequest): string | undefined {
  return new URL(url).searchParams.get('Timestamp') ?? undefined;
}

function secretsOf(identity: Identity): readonly string[] {
  switch (identity.kind) {
    case 'key':
      return [identity.id, identity.secret, identity.securityToken ?? ''];
    case 'assumed-role':
      return secretsOf(identity.by);
    case 'oidc-role':
    case 'uri':
    case 'ecs-role':
      return [];
  }
}
