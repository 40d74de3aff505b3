import { fail } from '../errors.ts';

/** Ends setup with the other ways to get credentials, each of which it finds by itself the next time. Throws LodeError (exit 130). */
export function showOtherWays(): never {
  return fail({
    code: 'cancelled',
    exit: 'cancelled',
    message: 'Nothing was written. Get credentials in one of these ways, then run lode setup again:',
    hints: [
      'With your console sign-in: aws login',
      'With an access key: aws configure',
      'With a Bedrock API key from the console (Bedrock, API keys): export AWS_BEARER_TOKEN_BEDROCK=…',
      'On EC2, ECS or EKS: give the instance, the task or the pod a role that may use Bedrock',
      'With a tool of your own: put credential_process = COMMAND into a profile in ~/.aws/config',
    ],
  });
}
