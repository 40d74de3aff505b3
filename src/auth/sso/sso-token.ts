import type { Secret } from '../../secret.ts';

/** A token of IAM Identity Center as the standard cache file holds it. */
export interface SsoToken {
  readonly startUrl: string | undefined;
  readonly region: string | undefined;
  readonly accessToken: Secret;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Legacy tokens, and those of older tools, cannot be refreshed: they lack one of these. */
  readonly refreshToken: Secret | undefined;
  readonly client: ClientRegistration | undefined;
  /** Every field of the file, also those that lode does not know. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A token that carries all it takes to renew it. */
export type RenewableToken = SsoToken & { readonly refreshToken: Secret; readonly client: ClientRegistration };

export function isRenewable(token: SsoToken): token is RenewableToken {
  return token.refreshToken !== undefined && token.client !== undefined;
}
