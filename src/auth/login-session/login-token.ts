import { digestOf } from '../../digest.ts';
import type { Secret } from '../../secret.ts';
import type { AwsCredentials } from '../aws-credentials.ts';

/** What `aws login` left: credentials of a quarter of an hour, and what it takes to renew them. */
export interface LoginToken {
  readonly credentials: AwsCredentials & { readonly expiration: number };
  /** Undefined when the file lacks a part of it. */
  readonly renewal: LoginRenewal | undefined;
  /** Where the sign-in took place, if it was not in the profile's region. */
  readonly signInRegion: string | undefined;
  /** Every field of the file, also those that lode does not know. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface LoginRenewal {
  readonly clientId: string;
  /** Works once. */
  readonly refreshToken: Secret;
  /** P-256, PEM. */
  readonly dpopKey: Secret;
}

export type RenewableLogin = LoginToken & { readonly renewal: LoginRenewal };

export function isRenewableLogin(token: LoginToken): token is RenewableLogin {
  return token.renewal !== undefined;
}

/** The name of a refresh token that says nothing of it; empty when there is none. */
export function loginDigest({ renewal }: LoginToken): string {
  return renewal === undefined ? '' : digestOf(renewal.refreshToken.reveal());
}
