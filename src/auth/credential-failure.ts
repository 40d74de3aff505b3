import { fail } from '../errors.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { describeMended, type Mended } from './mended.ts';
import type { ObtainRequest } from './obtain.ts';
import { describeSource, type CredentialSource } from './source.ts';

interface FailedRequest extends Pick<ObtainRequest, 'expectedAccount'> {
  /** Where an export script was set. */
  readonly setBy?: string;
  readonly source: CredentialSource;
  readonly context: Pick<ObtainRequest['context'], 'region' | 'configFile' | 'credentialsFile'>;
}

/**
 * Ends a launch for want of credentials: which source, which account, what was run, what AWS said, what to do. Exit 4.
 */
export function failWithoutCredentials(request: FailedRequest, failure: AwsFailure, mended: Mended | undefined): never {
  const account = request.expectedAccount === undefined ? '' : `, account ${request.expectedAccount}`;
  const where = `${describeSource(request.source)}${account}, region ${request.context.region}`;
  return fail({
    code: mended === undefined ? `credentials.${failure.kind}` : 'credentials.refresh-changed-nothing',
    exit: 'credentials',
    message: `${openingOf(request.source, failure)} (${where}).${mended === undefined ? '' : ` ${whatWasDone(mended, failure)}`}`,
    hints: hintsFor(request, failure, mended),
    causedBy: `${failure.name === 'Error' ? '' : `${failure.name}: `}${failure.message}${failure.requestId ? ` (request ${failure.requestId})` : ''}`,
  });
}

function whatWasDone(mended: Mended, { kind }: AwsFailure): string {
  if (kind === 'network' || kind === 'throttled') return `${describeMended(mended)} ran, and what it did could not be checked.`;
  return `${describeMended(mended)} ran and changed nothing: AWS still refuses.`;
}

function openingOf(source: CredentialSource, { kind, name }: AwsFailure): string {
  if (name === 'MfaCodeNeeded') return 'A code of an MFA device is needed';
  if (kind === 'other' && source.kind === 'profile' && source.via === 'process') return 'The credential_process gave no credentials';
  return opening[kind];
}

const opening: Record<AwsFailure['kind'], string> = {
  missing: 'No credentials were found',
  expired: 'The credentials have expired',
  invalid: 'AWS does not know these credentials',
  denied: 'AWS denied these credentials',
  clock: "This machine's clock and AWS's are too far apart",
  network: 'The credentials could not be fetched or checked, because AWS could not be reached or is not well',
  throttled: 'AWS asked to slow down while the credentials were fetched',
  profile: 'The profile cannot work as it is written',
  unwritable: 'The credentials were not renewed',
  other: 'The credentials could not be used',
};

function hintsFor(request: FailedRequest, failure: AwsFailure, mended: Mended | undefined): readonly string[] {
  const { source, context } = request;
  switch (failure.kind) {
    case 'clock':
      return ['Set the clock: timedatectl set-ntp true (Linux), or Date & Time settings'];
    case 'network':
      return networkHints(failure);
    case 'throttled':
      return ['Wait a minute, then run the same command again'];
    case 'unwritable':
      return ['Make room, or make the folder above writable, then run the same command again. Nothing was lost: the sign-in is as it was'];
    case 'profile':
      return profileHints(source, failure, context.configFile);
    case 'denied':
      return [deniedHint(request), 'Signing in again does not change this.'];
    default:
      return mended?.kind === 'command' ? [`Run it by hand and watch it: ${mended.run}`, `It is set by ${mended.setBy}`, ...signIn(request)] : signIn(request);
  }
}

function networkHints({ message }: AwsFailure): readonly string[] {
  const again = 'Check the network, VPN and proxy, then run the same command again';
  if (!/certificate/i.test(message)) return [again];
  return ['If a proxy opens TLS here, name its certificate: export NODE_EXTRA_CA_CERTS=/path/to/company-ca.pem', again];
}

function profileHints(source: CredentialSource, failure: AwsFailure, configFile: string): readonly string[] {
  const where = source.kind === 'profile' ? `[profile ${source.profile}]` : 'the profile';
  if (/multi-factor/.test(failure.message)) {
    return [`Get a session in a terminal of your own first, where the code can be typed: ${lodeWith(source, 'status')}`];
  }
  return [`Correct ${where} in ${configFile}`];
}

function deniedHint({ source, expectedAccount }: FailedRequest): string {
  const account = expectedAccount === undefined ? 'the account' : `account ${expectedAccount}`;
  if (source.kind === 'profile' && (source.via === 'sso-session' || source.via === 'sso-legacy')) {
    return `Ask whoever runs ${account} to assign you the role of profile ${source.profile}, or name another: lode --aws-profile NAME claude`;
  }
  return `Ask whoever runs ${account} for the permission that AWS names above`;
}

function signIn({ source, context, setBy }: FailedRequest): readonly string[] {
  switch (source.kind) {
    case 'bearer-token':
      return ['Make a new Bedrock API key for this region and set it: export AWS_BEARER_TOKEN_BEDROCK=…', 'Or use a profile: lode --aws-profile NAME claude'];
    case 'profile':
      return signInToProfile(source, context);
    case 'key-pair':
      return [
        'Set new keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or unset them and use a profile: lode --aws-profile NAME claude',
      ];
    case 'instance-role':
      return [
        'Set it up: lode setup',
        'Or name a profile: lode --aws-profile NAME claude',
        'Or set keys: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
        'On EC2: attach an instance role, with a hop limit of 2 for containers',
      ];
    case 'container':
      return ['Check the task role or pod identity of this container'];
    case 'web-identity':
      return ['Check AWS_WEB_IDENTITY_TOKEN_FILE and the trust policy of AWS_ROLE_ARN'];
    case 'export-script':
      return [`Run the awsCredentialExport script by hand and look at what it prints; it is set by ${setBy ?? 'lode’s settings'}`];
  }
}

function signInToProfile({ profile, via }: Extract<CredentialSource, { kind: 'profile' }>, context: FailedRequest['context']): readonly string[] {
  const { configFile, credentialsFile } = context;
  const name = quoteForPosix(profile);
  switch (via) {
    case 'keys':
      return [`Write new keys under [${profile}] in ${credentialsFile}`, `Or sign in instead of keeping keys: lode setup --source sso`];
    case 'process':
      return [`Run its command by hand and look at what it prints: it stands in ${configFile}, [profile ${profile}], credential_process`];
    case 'role':
    case 'web-identity':
      return [`See which step fails: lode --aws-profile ${name} doctor`];
    case 'login':
      return signInCommands(`aws login --profile ${name}`);
    default:
      return [`Sign in: lode --aws-profile ${name} login`];
  }
}

function signInCommands(command: string): readonly string[] {
  return [`Sign in: ${command}`, `Or let lode run it when it is needed: lode config set awsAuthRefresh ${quoteForPosix(command)}`];
}

function lodeWith(source: CredentialSource, command: string): string {
  return source.kind === 'profile' ? `lode --aws-profile ${quoteForPosix(source.profile)} ${command}` : `lode ${command}`;
}
