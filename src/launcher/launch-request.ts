import type { GivenFlags } from '../settings/given.ts';

/** How much lode says, and whether it acts. */
export interface TalkMode {
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly dryRun: boolean;
}

/** What the command line asks for, before anything is looked at. */
export interface LaunchRequest {
  /** Undefined: the setting `assistant` decides. */
  readonly assistant: string | undefined;
  /** Settings given as flags. */
  readonly flags: GivenFlags;
  /** Named environment (`-e`). */
  readonly environment: string | undefined;
  /** The assistant's own words, untouched. */
  readonly words: readonly string[];
  readonly mode: TalkMode;
}
