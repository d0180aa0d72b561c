import { quote } from '../document/quote.ts';
import type { AccountCredential } from './account.ts';
import { type Env, findProfile } from './credentialPlaces.ts';
import { brokenIdentity, type Identity } from './identity.ts';

/** As whom an account is read; `byDefault`: as whom it would be without accounts. Throws a SourceError. */
export async function accountIdentity(
  credential: AccountCredential,
  env: Env,
  byDefault: () => Promise<Identity>,
): Promise<Identity> {
  switch (credential.kind) {
    case 'default':
      return await byDefault();
    case 'profile':
      return await findProfile({ name: credential.name, words: `the profile ${quote(credential.name)}` }, env);
    case 'role': {
      const { roleArn } = credential;
      const from = `the role ${roleArn}`;
      const asTheSdkHasIt = { sessionName: null, stsRegion: null, stsEndpoint: null, policy: null };
      return { kind: 'assumed-role', from, roleArn, by: await byDefault(), ...asTheSdkHasIt };
    }
    case 'oidc': {
      const { roleArn, providerArn } = credential;
      const from = `the OIDC role ${roleArn}`;
      const tokenFile = credential.tokenFile ?? env.ALIBABA_CLOUD_OIDC_TOKEN_FILE;
      if (!tokenFile) throw brokenIdentity(from, 'neither tokenFile nor ALIBABA_CLOUD_OIDC_TOKEN_FILE names its token');
      const sessionName = env.ALIBABA_CLOUD_ROLE_SESSION_NAME ?? null;
      return { kind: 'oidc-role', from, roleArn, providerArn, tokenFile, sessionName, stsRegion: null };
    }
  }
}
