import type { AwsSession } from '../auth/aws-session.ts';
import type { Obtained, ObtainRequest } from '../auth/obtain.ts';
import type { RegionChoice } from '../auth/region.ts';
import type { ChosenModels } from '../models/choose.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { Assistant, AssistantWords } from './assistant.ts';
import type { AccountAnswer } from '../discovery/account-list.ts';
import type { Obstacle } from './endpoint/obstacle.ts';

/** The assistant's program on this machine. */
export interface AssistantProgram {
  readonly assistant: Assistant;
  readonly path: string;
  readonly version: string | undefined;
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
}

/** Whose models they are and which there are, looked at once. */
export interface AccountFacts {
  readonly session: AwsSession;
  readonly region: RegionChoice;
  /** Undefined for a bearer token. */
  readonly request: ObtainRequest | undefined;
  readonly obtained: Obtained | undefined;
  readonly account: AccountAnswer;
  /** Where the small model is called and what the account lists there, when that is not the session's region. */
  readonly smallElsewhere?: { readonly region: string; readonly account: AccountAnswer } | undefined;
  /** What AWS says of ARNs that were asked for and that the list does not show. */
  readonly known: readonly InferenceProfile[];
}

/** Everything of AWS that a launch needs. */
export interface AwsFacts extends AccountFacts {
  readonly models: ChosenModels;
}

/** All that a plan is made of; nothing is looked at after this. */
export interface LaunchFacts extends AwsFacts {
  readonly program: AssistantProgram;
  readonly words: Extract<AssistantWords, { kind: 'session' }>;
  readonly loaded: LoadedSettings;
  /** What keeps an assistant that reads the SDK's chain from asking an endpoint. */
  readonly obstacle?: Obstacle | undefined;
  /** Milliseconds per step. */
  readonly laps: ReadonlyMap<string, number>;
}
