import { readCliProfile } from './cliProfile.ts';
import { brokenIdentity, type Identity } from './identity.ts';
import { type ProfileName, readProfileFile } from './profileFile.ts';
import { readSmallFile } from './readSmallFile.ts';
import { SourceError } from './routeSource.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Where keys may be found. */
export interface CredentialPlaces {
  readonly env: Env;
  /** The role of this machine, to ask the metadata service for; it is asked for nothing else, and only by name. */
  readonly ecsRole: string | null;
}

/** What a person keeps profiles in is never larger. */
const largestFile = 1024 * 1024;

/**
 * Whose keys to use, in the order of the SDK's own chain. The first place that names any is the one: where that is
 * broken the run says so, rather than read the routes as somebody else. No request is sent.
 */
export async function findIdentity(places: CredentialPlaces): Promise<Identity> {
  const { env, ecsRole } = places;
  if (ecsRole !== null) return { kind: 'ecs-role', from: `--ecs-role ${ecsRole}`, name: ecsRole };
  refuseHalfKey(env);
  const byEnv = env.ALIBABA_CLOUD_PROFILE;
  const named = byEnv ? { name: byEnv, words: 'the profile that ALIBABA_CLOUD_PROFILE names' } : null;
  const role = oidcRole(env);
  if (role !== null) return role;
  if (named !== null) return await findProfile(named, env);
  return (await cliProfile(env, null)) ?? (await profileFile(env, null)) ?? credentialsUri(env) ?? nobody();
}

/** The profile of that name, and no other place. */
export async function findProfile(named: ProfileName, env: Env): Promise<Identity> {
  const found = (await cliProfile(env, named)) ?? (await profileFile(env, named));
  if (found !== null) return found;
  throw brokenIdentity(named.words, 'there is no such profile');
}

/** A whole key in the environment comes before all of this. */
function refuseHalfKey({ ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret }: Env): void {
  if (!id?.trim() === !secret?.trim()) return;
  const what = 'ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET belong together';
  throw brokenIdentity('the access key in the environment', what);
}

function oidcRole(env: Env): Identity | null {
  const { ALIBABA_CLOUD_ROLE_ARN: roleArn, ALIBABA_CLOUD_OIDC_PROVIDER_ARN: providerArn } = env;
  const tokenFile = env.ALIBABA_CLOUD_OIDC_TOKEN_FILE;
  if (!providerArn && !tokenFile) return null;
  const from = 'the OIDC role in the environment';
  if (!roleArn || !providerArn || !tokenFile) {
    throw brokenIdentity(
      from,
      'ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE belong together',
    );
  }
  const sessionName = env.ALIBABA_CLOUD_ROLE_SESSION_NAME ?? null;
  return { kind: 'oidc-role', from, roleArn, providerArn, tokenFile, sessionName, stsRegion: null };
}

async function cliProfile(env: Env, named: ProfileName | null): Promise<Identity | null> {
  const home = homeOf(env);
  if (home === null || env.ALIBABA_CLOUD_CLI_PROFILE_DISABLED?.toLowerCase() === 'true') return null;
  const from = 'the profile in ~/.aliyun/config.json';
  const text = await read(from, `${home}/.aliyun/config.json`);
  return text === null ? null : readCliProfile(from, text, named?.name ?? null);
}

async function profileFile(env: Env, named: ProfileName | null): Promise<Identity | null> {
  const [home, byEnv] = [homeOf(env), env.ALIBABA_CLOUD_CREDENTIALS_FILE];
  const files = home === null ? [] : [`${home}/.alibabacloud/credentials`, `${home}/.alibabacloud/credentials.ini`];
  const from = byEnv ? 'the file that ALIBABA_CLOUD_CREDENTIALS_FILE names' : 'the profile in ~/.alibabacloud';
  for (const file of byEnv ? [byEnv] : files) {
    const text = await read(from, file);
    if (text !== null) return readProfileFile(from, text, named);
  }
  if (byEnv) throw brokenIdentity(from, 'there is no such file');
  return null;
}

function credentialsUri({ ALIBABA_CLOUD_CREDENTIALS_URI: uri }: Env): Identity | null {
  if (!uri) return null;
  const from = 'ALIBABA_CLOUD_CREDENTIALS_URI';
  if (!URL.canParse(uri)) throw brokenIdentity(from, 'it is not an address');
  return { kind: 'uri', from, uri };
}

function nobody(): never {
  throw new SourceError({ code: 'NoCredentials', message: 'no credentials for Alibaba Cloud were found' });
}

function homeOf(env: Env): string | null {
  return env.HOME || env.USERPROFILE || null;
}

async function read(from: string, path: string): Promise<string | null> {
  return await readSmallFile(path, largestFile).catch(() => {
    throw brokenIdentity(from, 'the file could not be read, or is over 1 MiB');
  });
}
