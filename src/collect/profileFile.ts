import { brokenIdentity, type Identity } from './identity.ts';

/** A profile that was asked for, and what it is in words for people. */
export interface ProfileName {
  readonly name: string;
  readonly words: string;
}

/** The named section of the SDK's INI file, or `default`; null where no name was given and there is no such section. */
export function readProfileFile(from: string, text: string, named: ProfileName | null): Identity | null {
  const section = sectionsOf(text).get(named?.name ?? 'default');
  if (section === undefined) {
    if (named === null) return null;
    throw brokenIdentity(from, `it has no section for ${named.words}`);
  }
  const need = (field: string): string => {
    const value = section.get(field);
    if (!value) throw brokenIdentity(from, `it has no ${field}`);
    return value;
  };
  const key = (): Identity => {
    return { kind: 'key', from, id: need('access_key_id'), secret: need('access_key_secret'), securityToken: null };
  };
  switch (section.get('type')) {
    case 'access_key':
      return key();
    case 'ram_role_arn': {
      const [sessionName, policy] = [section.get('role_session_name') ?? null, section.get('policy') ?? null];
      const roleArn = need('role_arn');
      return {
        kind: 'assumed-role',
        from,
        by: key(),
        roleArn,
        sessionName,
        policy,
        stsRegion: null,
        stsEndpoint: null,
      };
    }
    case 'ecs_ram_role':
      throw brokenIdentity(from, 'it is a role of this machine, which is asked for with --ecs-role <name> only');
    default:
      throw brokenIdentity(from, 'its type is not one of access_key, ram_role_arn');
  }
}

/** Lines of `[section]`, `name = value`, and comments after ; or #. What is none of these says nothing. */
function sectionsOf(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    const [, name, value = ''] = /^\s*([^;#=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (header !== undefined) {
      section = sections.get(header.trim()) ?? new Map();
      sections.set(header.trim(), section);
    } else if (name !== undefined) {
      section.set(name, /^(["'])(.*)\1$/.exec(value)?.[2] ?? value);
    }
  }
  return sections;
}
