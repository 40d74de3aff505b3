import type { AwsCredentials } from '../auth/aws-credentials.ts';
import type { Identity } from '../auth/identity.ts';
import type { CredentialSource } from '../auth/source.ts';
import type { Failure } from '../errors.ts';
import type { ChosenModels } from '../models/choose.ts';
import type { Secret } from '../secret.ts';
import type { Endpoints } from '../settings/settings.ts';
import type { Environment } from '../system/system.ts';
import type { HandoverChoice } from './endpoint/choose-handover.ts';
import type { Obstacle, Surroundings } from './endpoint/obstacle.ts';

/** What it takes to support an assistant: one of these, in one file under `assistants/`. */
export interface Assistant {
  /** The word after `lode`. */
  readonly name: string;
  /** Name for people. */
  readonly label: string;
  readonly binaryNames: readonly string[];
  /** Folders searched after PATH, relative to the home folder. */
  readonly homeFolders: readonly string[];
  readonly installHint: string;
  /** Set when it finds credentials only by the AWS SDK's chain, so that an endpoint can serve it. */
  readonly sdkChain?: SdkChain;
  /** The smallest session that sends one prompt and ends; missing where nobody knows how to have one. */
  readonly trial?: AssistantTrial;
  /** Reads the user's words without changing them. Throws LodeError for a `--settings` that cannot be read. */
  readWords(words: readonly string[], readFile: ReadWordFile, cwd: string): AssistantWords;
  /** Why this version cannot be launched, if it cannot. */
  refuseVersion(version: string | undefined, path: string): Failure | undefined;
  /** Everything the session needs, as values. Throws LodeError for a conflict that cannot be beaten. */
  handOver(input: HandOverInput): HandOver;
}

export interface AssistantTrial {
  readonly words: readonly string[];
  /** Variables that keep it from calling anybody but its model. */
  readonly env: Readonly<Record<string, string>>;
}

export interface SdkChain {
  /** What of the assistant's own keeps it from asking an endpoint, if anything. */
  obstacle(surroundings: Surroundings): Obstacle | undefined;
}

/** Reads the file behind a word such as `--settings FILE`; throws LodeError naming the word and the path. */
export type ReadWordFile = (path: string, word: string) => string;

export type AssistantWords =
  /** These words need no model: they pass straight through, with no check at all. */
  | { readonly kind: 'pass-through'; readonly why: string }
  | {
      readonly kind: 'session';
      /** The words that remain once what lode merges is taken out. */
      readonly rest: readonly string[];
      /** The user's own `--settings`, parsed, with a name for its origin. */
      readonly settings?: { readonly value: Readonly<Record<string, unknown>>; readonly from: string } | undefined;
      /** The user's own `--model`, which beats lode's choice for the session. */
      readonly model?: string | undefined;
    };

export interface HandOverInput {
  readonly words: Extract<AssistantWords, { kind: 'session' }>;
  readonly version: string | undefined;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly stateFolder: string;
  readonly region: string;
  readonly source: CredentialSource;
  readonly identity: Identity | undefined;
  /** Undefined for a bearer token. */
  readonly credentials: AwsCredentials | undefined;
  /** The shell line that prints fresh credentials; undefined for a bearer token. */
  readonly credentialsCommand: string | undefined;
  /** How the credentials get there. */
  readonly handover: HandoverChoice;
  readonly models: ChosenModels;
  readonly endpoints: Endpoints;
  /** The setting `env`. */
  readonly extraVariables: Readonly<Record<string, string>>;
  /** The assistant's own settings files, as they were read. */
  readonly files: readonly AssistantFile[];
}

/** A settings file of the assistant itself, read but never written. */
export interface AssistantFile {
  readonly layer: 'managed' | 'local' | 'project' | 'user';
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One variable of the child: set, or removed (`null`), and why. */
export interface EnvironmentChange {
  readonly name: string;
  readonly value: string | Secret | null;
  readonly why: string;
}

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  readonly why: string;
}

export interface HandOver {
  readonly args: readonly string[];
  readonly environment: readonly EnvironmentChange[];
  readonly files: readonly PlannedFile[];
  /** Lines the user should see. */
  readonly notes: readonly string[];
}
