import { quoteForPosix } from '../../posix-quote.ts';
import type { SetupChoice } from '../setup-choice.ts';
import { profileOf } from './edit-input.ts';

/** What a program that lode does not start needs for this source, as at most one sentence. Pure. */
export function sourceNote(choice: SetupChoice, program: string): readonly string[] {
  const profile = profileOf(choice);
  if (choice.source.kind !== 'ambient') return [`Outside lode, ${program} cannot ask for a sign-in that profile ${profile} may need: ${signIn(profile)}`];
  switch (choice.source.name) {
    case 'bearer-token':
      return [`Outside lode, ${program} has its credentials only where AWS_BEARER_TOKEN_BEDROCK is in its environment: a key belongs in no file.`];
    case 'environment':
      return [`Outside lode, ${program} has its credentials only where AWS_ACCESS_KEY_ID and its companions are in its environment: a key belongs in no file.`];
    case 'web-identity':
      return [`Outside lode, ${program} has its credentials only where AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE are in its environment.`];
    case 'container':
    case 'instance-role':
      return [];
  }
}

function signIn(profile: string | undefined): string {
  return profile === undefined ? 'lode login' : `lode --aws-profile ${quoteForPosix(profile)} login`;
}
