import { brokenIdentity, type Identity } from './identity.ts';

/**
 * The profile that the file of the `aliyun` command calls current, or the named one. null: the file has no key in it
 * (as `aliyun` writes it at first), or not the named profile, which may stand elsewhere. Modes that run a command or
 * rewrite the file are refused: an audit changes nothing on the machine it runs on.
 */
export function readCliProfile(from: string, text: string, name: string | null): Identity | null {
  const file = parseObject(text);
  if (file === null || !Array.isArray(file.profiles)) throw brokenIdentity(from, 'the file is not what aliyun writes');
  const profiles = file.profiles.filter(isRecord);
  const profile = profiles.find((one) => one.name === (name ?? file.current));
  if (profile !== undefined) return isUnused(profile) ? null : identityOf(from, profile, profiles, []);
  if (name !== null || profiles.length === 0) return null;
  throw brokenIdentity(from, 'there is no profile of the name that the file calls current');
}

type Profile = Readonly<Record<string, unknown>>;

/** `seen`: the profiles whose role builds on this one, since a chain may lead back to its start. */
function identityOf(from: string, profile: Profile, profiles: readonly Profile[], seen: readonly Profile[]): Identity {
  const need = (field: string): string => {
    const value = text(profile[field]);
    if (value === null) throw brokenIdentity(from, `it has no ${field}`);
    return value;
  };
  const key = (securityToken: string | null): Identity => {
    return { kind: 'key', from, id: need('access_key_id'), secret: need('access_key_secret'), securityToken };
  };
  const sts = (): { from: string; roleArn: string; sessionName: string | null; stsRegion: string | null } => {
    const [sessionName, stsRegion] = [text(profile.ram_session_name), text(profile.sts_region)];
    return { from, roleArn: need('ram_role_arn'), sessionName, stsRegion };
  };
  const mode = text(profile.mode);
  switch (mode) {
    case 'AK':
      return key(null);
    case 'StsToken':
      return key(need('sts_token'));
    case 'RamRoleArn':
      return { ...sts(), kind: 'assumed-role', by: key(null), stsEndpoint: text(profile.sts_endpoint), policy: null };
    case 'ChainableRamRoleArn': {
      const source = profiles.find((one) => one.name === need('source_profile'));
      if (source === undefined) throw brokenIdentity(from, 'its source_profile does not exist');
      if (source === profile || seen.includes(source))
        throw brokenIdentity(from, 'its source_profile leads in a circle');
      const by = identityOf(from, source, profiles, [...seen, profile]);
      return { ...sts(), kind: 'assumed-role', by, stsEndpoint: null, policy: null };
    }
    case 'OIDC':
      return {
        ...sts(),
        kind: 'oidc-role',
        providerArn: need('oidc_provider_arn'),
        tokenFile: need('oidc_token_file'),
      };
    case 'EcsRamRole':
      throw brokenIdentity(from, 'it is a role of this machine, which is asked for with --ecs-role <name> only');
    case 'External':
    case 'CloudSSO':
    case 'OAuth':
      throw brokenIdentity(from, `its mode ${mode} runs a command or rewrites the file, which an audit does not do`);
    default:
      throw brokenIdentity(from, 'its mode is not one of AK, StsToken, RamRoleArn, ChainableRamRoleArn, OIDC');
  }
}

function isUnused(profile: Profile): boolean {
  return ['AK', null].includes(text(profile.mode)) && text(profile.access_key_id) === null;
}

function parseObject(json: string): Profile | null {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Profile {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
