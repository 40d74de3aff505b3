import type { GivenFlags } from '../settings/given.ts';

/** Where credentials come from, as `--source` says it. `sso`: sign in to IAM Identity Center and make a profile of it. */
export const sourceNames = ['profile', 'sso', 'bearer-token', 'environment', 'web-identity', 'container', 'instance-role'] as const;
export type SourceName = (typeof sourceNames)[number];

/** What setup can write beside lode's own settings and the AWS profile. */
export const extraNames = ['claude-settings', 'editor', 'completion', 'shim'] as const;
export type ExtraName = (typeof extraNames)[number];

/** All that can be said beforehand: each question of the wizard has its word here. */
export interface SetupWords {
  /** The values of settings, by their own flags: `--aws-profile`, `--region`, `--geography`, `--residency`, `--model`, `--small-fast-model`. */
  readonly flags: GivenFlags;
  /** The environment to write (`-e`); undefined: the plain settings. */
  readonly environment: string | undefined;
  readonly source: SourceName | undefined;
  readonly sso: SsoWords;
  readonly signIn: { readonly device: boolean; readonly browser: boolean; readonly qr: boolean };
  /** `--proof`, `--no-proof`; undefined: asked. */
  readonly proof: boolean | undefined;
  /** `--completion`, `--no-completion`, …; undefined: asked. */
  readonly extras: Readonly<Partial<Record<ExtraName, boolean>>>;
  /** Answers every question that has a default with it. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  /** The command that does the same again, where it is more than `lode setup`. */
  readonly again?: string;
}

/** Nothing was said beforehand: everything is asked. */
export const saidNothing: SetupWords = {
  flags: {},
  environment: undefined,
  source: undefined,
  sso: { startUrl: undefined, region: undefined, session: undefined, account: undefined, role: undefined, profileName: undefined },
  signIn: { device: false, browser: true, qr: false },
  proof: undefined,
  extras: {},
  yes: false,
  dryRun: false,
  quiet: false,
  json: false,
};

/** What a sign-in to IAM Identity Center needs, and the profile that is made of it. */
export interface SsoWords {
  /** `--sso-start-url` */
  readonly startUrl: string | undefined;
  /** `--sso-region` */
  readonly region: string | undefined;
  /** `--sso-session`: the name of the `[sso-session]`, found or made. */
  readonly session: string | undefined;
  /** `--sso-account`: an account's number or name. */
  readonly account: string | undefined;
  /** `--sso-role` */
  readonly role: string | undefined;
  /** `--profile-name`: what the new profile is called. */
  readonly profileName: string | undefined;
}
