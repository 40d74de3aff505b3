import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import { fittedLines } from '../wrap-text.ts';

const ways: readonly string[] = [
  'Nothing was written. Get credentials in one of these ways, then run lode setup again:',
  '  With your console sign-in: aws login',
  '  With an access key: aws configure',
  '  With a Bedrock API key from the console (Bedrock, API keys): export AWS_BEARER_TOKEN_BEDROCK=…',
  '  On EC2, ECS or EKS: give the instance, the task or the pod a role that may use Bedrock',
  '  With a tool of your own: put credential_process = COMMAND into a profile in ~/.aws/config',
];

/** Shows the other ways to get credentials, each of which setup finds by itself the next time, and ends it: exit 130 without an error. */
export function showOtherWays({ terminal }: System): never {
  terminal.err(`${ways.flatMap((line) => fittedLines(line, terminal.columns)).join('\n')}\n`);
  return fail({ code: 'cancelled', exit: 'cancelled', message: 'Other ways to get credentials were shown.' });
}
