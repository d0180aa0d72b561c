import { compareProblems, formatPlace, type Problem } from '../document/place.ts';
import type { Places } from '../document/places.ts';
import { splitPointer } from '../document/pointer.ts';
import { quote } from '../document/quote.ts';
import { type SchemaProblem, schemaProblems } from '../document/schema.ts';
import { readYaml } from '../document/yaml.ts';
import type { Account, AccountCredential } from './account.ts';

export type LoadedAccounts =
  | { readonly state: 'read'; readonly accounts: ReadonlyMap<string, Account> }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/** What schemas/accounts.schema.json says. */
interface AccountsDocument {
  readonly accounts: readonly Entry[];
}

interface Entry {
  readonly account: string;
  readonly profile?: string;
  readonly role?: string;
  readonly oidc?: { readonly role: string; readonly provider: string; readonly tokenFile?: string };
  readonly maxRate?: number;
}

/** YAML → accounts by id, or every problem in the file, from top to bottom. Never throws. */
export function loadAccounts(file: string, bytes: Uint8Array): LoadedAccounts {
  const read = readYaml(file, bytes);
  if (read.state === 'refused') return read;
  const { value, places } = read;
  const misfits = schemaProblems('accounts', value, places).map(withoutSecrets);
  if (misfits.length > 0) return { state: 'refused', problems: misfits };
  // The schema has just been held against it.
  const { accounts: entries } = value as AccountsDocument;
  const problems = [
    ...accountsTwice(entries, places),
    ...entries.flatMap((entry, i) => [
      ...severalCredentials(entry, `/accounts/${i}`, places),
      ...strangeArns(entry, `/accounts/${i}`, places),
    ]),
  ];
  if (problems.length > 0) return { state: 'refused', problems: problems.sort(compareProblems) };
  const accounts = entries.map((entry, i) => {
    const { account: id, maxRate = null } = entry;
    return { id, credential: credentialOf(entry), maxRate, at: places.at(`/accounts/${i}/account`) };
  });
  return { state: 'read', accounts: new Map(accounts.map((account) => [account.id, account])) };
}

/** A key in here would be in a repository soon. What it holds is in no message. */
function withoutSecrets({ at, pointer, message }: SchemaProblem): Problem {
  const key = splitPointer(pointer).at(-1) ?? '';
  const isSecret = message.startsWith('unknown key') && /secret|password|token|key|credential/i.test(key);
  // Somebody may have written a key in the wrong place.
  if (!isSecret) return { at, message: message.replace(/found the text "[\s\S]*"$/, 'found another text') };
  const instead =
    'this file holds no secret; put keys in a profile of ~/.aliyun/config.json and name it with "profile", or give a role';
  return { at, message: `the key ${quote(key)} is refused: ${instead}` };
}

function accountsTwice(entries: readonly Entry[], places: Places): readonly Problem[] {
  return entries.flatMap(({ account }, i) => {
    const first = entries.findIndex((entry) => entry.account === account);
    if (first === i) return [];
    const message = `account ${quote(account)} is here twice; the first is at ${formatPlace(places.at(`/accounts/${first}/account`))}`;
    return [{ at: places.at(`/accounts/${i}/account`), message }];
  });
}

function severalCredentials(entry: Entry, pointer: string, places: Places): readonly Problem[] {
  const given = (['profile', 'role', 'oidc'] as const).filter((key) => entry[key] !== undefined);
  const [first, ...others] = given;
  return others.map((key) => {
    const message = `${quote(key)} beside ${quote(String(first))}; an account has one credential: profile, role or oidc`;
    return { at: places.keyAt(`${pointer}/${key}`), message };
  });
}

/** RAM's names for roles and providers begin with their account; STS would find out, but later and in other words. */
function strangeArns({ account, role, oidc }: Entry, pointer: string, places: Places): readonly Problem[] {
  const arns = [
    ['role', role],
    ['oidc/role', oidc?.role],
    ['oidc/provider', oidc?.provider],
  ] as const;
  return arns.flatMap(([key, arn]) => {
    const owner = arn?.split(':')[3];
    if (owner === undefined || owner === account) return [];
    const message = `it is of account ${quote(owner)}; this entry is for ${quote(account)}`;
    return [{ at: places.at(`${pointer}/${key}`), message }];
  });
}

function credentialOf({ profile, role, oidc }: Entry): AccountCredential {
  if (profile !== undefined) return { kind: 'profile', name: profile };
  if (role !== undefined) return { kind: 'role', roleArn: role };
  if (oidc === undefined) return { kind: 'default' };
  return { kind: 'oidc', roleArn: oidc.role, providerArn: oidc.provider, tokenFile: oidc.tokenFile ?? null };
}
