import type { AwsFiles } from '../auth/aws-files.ts';
import type { ProfileVia } from '../auth/source.ts';

/** A profile of the AWS files that can be used as it is. */
export interface FoundProfile {
  readonly name: string;
  readonly via: ProfileVia;
  /** From the profile's own text, or what is behind it; undefined when it does not say. */
  readonly account: string | undefined;
  readonly role: string | undefined;
  readonly region: string | undefined;
  /** Of an SSO profile: until when its sign-in lasts (ms since the epoch); undefined: not signed in, or no such profile. */
  readonly signedInUntil: number | undefined;
  /** Of an SSO profile: `renews` is over by its own date and comes back without a person, `over` and `none` need one. */
  readonly signIn?: SignInState | undefined;
}

export type SignInState = 'lasts' | 'renews' | 'over' | 'none';

/** What Claude Code's own wizard, or somebody by hand, left in its settings files. */
export interface FoundPins {
  /** The file it is in. */
  readonly path: string;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly model: string | undefined;
  readonly smallFastModel: string | undefined;
}

/** All that setup finds on the machine before it asks anything. */
export interface Detected {
  readonly files: AwsFiles;
  /** In the order in which they are offered. */
  readonly profiles: readonly FoundProfile[];
  /** `AWS_BEARER_TOKEN_BEDROCK`: where it is good and until when, as far as it says. */
  readonly bearerToken: { readonly region: string | undefined; readonly until: number | undefined } | undefined;
  /** `AWS_ACCESS_KEY_ID`, masked. */
  readonly environmentKey: { readonly shown: string; readonly temporary: boolean } | undefined;
  /** The role of `AWS_ROLE_ARN` with its token file. */
  readonly webIdentity: { readonly roleArn: string } | undefined;
  readonly container: boolean;
  /** Whether the instance metadata service has a role to give. */
  readonly instanceRole: boolean;
  readonly pins: FoundPins | undefined;
}
