import { fail } from '../errors.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { ObtainRequest } from './obtain.ts';
import { describeSource, type CredentialSource } from './source.ts';

/**
 * Ends a launch for want of credentials: which source, which account, what was run, what AWS said, what to do. Exit 4.
 */
export function failWithoutCredentials(
  request: Pick<ObtainRequest, 'source' | 'expectedAccount' | 'context'>,
  failure: AwsFailure,
  refresh: { readonly run: string; readonly setBy: string } | undefined,
): never {
  const account = request.expectedAccount === undefined ? '' : `, account ${request.expectedAccount}`;
  const where = `${describeSource(request.source)}${account}, region ${request.context.region}`;
  const ran = refresh === undefined ? '' : ` awsAuthRefresh ran (${refresh.run}) and changed nothing: AWS still refuses.`;
  return fail({
    code: refresh === undefined ? `credentials.${failure.kind}` : 'credentials.refresh-changed-nothing',
    exit: 'credentials',
    message: `${opening[failure.kind]} (${where}).${ran}`,
    hints: hintsFor(request.source, failure, refresh),
    causedBy: `${failure.name}: ${failure.message}${failure.requestId ? ` (request ${failure.requestId})` : ''}`,
  });
}

const opening: Record<AwsFailure['kind'], string> = {
  missing: 'No credentials were found',
  expired: 'The credentials have expired',
  invalid: 'AWS does not know these credentials',
  denied: 'AWS denied these credentials',
  clock: "This machine's clock and AWS's are too far apart",
  network: 'The credentials could not be fetched, because AWS was not reachable',
  throttled: 'AWS asked to slow down while the credentials were fetched',
  other: 'The credentials could not be used',
};

function hintsFor(source: CredentialSource, failure: AwsFailure, refresh: { run: string; setBy: string } | undefined): readonly string[] {
  if (failure.kind === 'clock') return ['Set the clock: timedatectl set-ntp true (Linux), or Date & Time settings'];
  if (failure.kind === 'network') return ['Check the network, VPN and proxy, then run the same command again'];
  if (refresh !== undefined) return [`Run it by hand and watch it: ${refresh.run}`, `Change it: ${refresh.setBy}`, ...signIn(source)];
  return signIn(source);
}

function signIn(source: CredentialSource): readonly string[] {
  switch (source.kind) {
    case 'profile':
      return signInToProfile(source.profile, source.via);
    case 'key-pair':
      return ['Set new keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or unset them and use a profile: lode --aws-profile NAME claude'];
    case 'instance-role':
      return ['Name a profile: lode --aws-profile NAME claude', 'Or set keys: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY', 'On EC2: attach an instance role, with a hop limit of 2 for containers'];
    case 'container':
      return ['Check the task role or pod identity of this container'];
    case 'web-identity':
      return ['Check AWS_WEB_IDENTITY_TOKEN_FILE and the trust policy of AWS_ROLE_ARN'];
    default:
      return ['Run the awsCredentialExport script by hand and look at what it prints'];
  }
}

function signInToProfile(profile: string, via: string): readonly string[] {
  const command = via === 'login' ? `aws login --profile ${profile}` : `aws sso login --profile ${profile}`;
  const signsIn = via === 'sso-session' || via === 'sso-legacy' || via === 'login';
  if (!signsIn) return [`See what AWS says: aws sts get-caller-identity --profile ${profile}`];
  return [`Sign in: ${command}`, `Or let lode run it when it is needed: lode config set awsAuthRefresh "${command}"`];
}
