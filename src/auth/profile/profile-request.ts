import type { AwsContext } from '../../aws/aws-context.ts';
import type { AwsFiles } from '../aws-files.ts';
import type { KeepingPlace } from '../keeping-place.ts';

/** Asks a person for the code of an MFA device. */
export type AskMfaCode = (profile: string, serial: string) => Promise<string>;

/** What it takes to get the credentials of a profile. */
export interface ProfileRequest {
  readonly files: AwsFiles;
  readonly context: AwsContext;
  readonly place: KeepingPlace;
  /** Undefined when nobody is there to be asked. */
  readonly askMfaCode: AskMfaCode | undefined;
}
