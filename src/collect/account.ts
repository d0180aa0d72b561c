import type { Place } from '../document/place.ts';

/** With which credential the connections of one account are read, as the file of `--accounts` says. It holds no secret. */
export interface Account {
  /** 16 digits. */
  readonly id: string;
  readonly credential: AccountCredential;
  /** Requests per minute in one region; null: as in every account. */
  readonly maxRate: number | null;
  readonly at: Place;
}

export type AccountCredential =
  /** What a run has without accounts. */
  | { readonly kind: 'default' }
  | { readonly kind: 'profile'; readonly name: string }
  /** Taken on by the default credential. */
  | { readonly kind: 'role'; readonly roleArn: string }
  /** `tokenFile` null: the one that the environment names, since each job has another. */
  | {
      readonly kind: 'oidc';
      readonly roleArn: string;
      readonly providerArn: string;
      readonly tokenFile: string | null;
    };
