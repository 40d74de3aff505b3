import type { Geography, Residency } from '../settings/settings.ts';
import type { ExtraName, SourceName } from './setup-words.ts';

/** An `[sso-session]` that a new profile signs in by. */
export interface ChosenSession {
  readonly name: string;
  readonly startUrl: string;
  readonly region: string;
  /** False: it is in the AWS config file already and stays as it is. */
  readonly isNew: boolean;
}

/** A profile that setup writes into the AWS config file. */
export interface NewProfile {
  readonly name: string;
  readonly session: ChosenSession;
  readonly account: string;
  readonly role: string;
}

/** Where credentials come from, once that is decided. */
export type ChosenSource =
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'new-profile'; readonly profile: NewProfile }
  /** Nothing has to be written: what is found there is used. */
  | { readonly kind: 'ambient'; readonly name: Exclude<SourceName, 'profile' | 'sso'> };

/** What has been decided so far; what is undefined is not decided yet, and nothing is written of it. */
export interface SetupChoice {
  readonly environment: string | undefined;
  readonly source: ChosenSource;
  readonly region?: string;
  readonly geography?: Geography;
  readonly residency?: Residency;
  /** As it is written: a name, an ID or an ARN. */
  readonly model?: string;
  readonly smallFastModel?: string;
  readonly extras: readonly ExtraName[];
}
