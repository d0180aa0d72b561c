import { SourceError } from './routeSource.ts';

/** As whom the API is asked, and where that was said (`from`, in words for people). It may hold secrets: never print one. */
export type Identity = KeyIdentity | AssumedRole | OidcRole | CredentialsUri | EcsRole;

export interface KeyIdentity {
  readonly kind: 'key';
  readonly from: string;
  readonly id: string;
  readonly secret: string;
  readonly securityToken: string | null;
}

/** A role that another identity takes on at STS. */
export interface AssumedRole extends StsCall {
  readonly kind: 'assumed-role';
  readonly by: Identity;
  readonly stsEndpoint: string | null;
  readonly policy: string | null;
}

export interface OidcRole extends StsCall {
  readonly kind: 'oidc-role';
  readonly providerArn: string;
  readonly tokenFile: string;
}

/** null: as the SDK has it. */
interface StsCall {
  readonly from: string;
  readonly roleArn: string;
  readonly sessionName: string | null;
  readonly stsRegion: string | null;
}

export interface CredentialsUri {
  readonly kind: 'uri';
  readonly from: string;
  readonly uri: string;
}

/** Of this machine, by the metadata service. */
export interface EcsRole {
  readonly kind: 'ecs-role';
  readonly from: string;
  readonly name: string;
}

/** What was configured can't be used. `what` is ours: a file or an answer may hold keys on any line. */
export function brokenIdentity(from: string, what: string): SourceError {
  return new SourceError({ code: 'BrokenCredentials', message: `${from}: ${what}` });
}
