import { clockWords } from './clock-words.ts';
import type { GateRow } from './gate.ts';

const you = 'you';

/** Keys, signatures and the clock (AWS general reference, "Common errors"). */
export const credentialGates: readonly GateRow[] = [
  {
    id: 'clock',
    names: ['RequestTimeTooSkewed', 'RequestInTheFuture', 'RequestExpired'],
    says: /Signature (expired|not yet current)|request time and the (server|current) time/i,
    tell: ({ failure, inRegion }) => ({
      what: `AWS${inRegion} refuses the request's signature because of the time in it: ${clockWords(failure.message)}.`,
      who: "whoever keeps this machine's clock",
      remedy: ['Set the clock, or turn its synchronisation on (Linux: timedatectl set-ntp true)', 'Then ask again: lode status'],
    }),
  },
  {
    id: 'scope',
    says: /should be scoped to/i,
    tell: ({ bedrock }) => ({
      what: `The request reached another service or region than it was signed for, so ${bedrock} refuses it.`,
      who: you,
      remedy: [
        'Compare region and endpoints: lode config list',
        'An endpoint of AWS_ENDPOINT_URL_BEDROCK_RUNTIME or of the key endpoints must be of that region',
      ],
    }),
  },
  {
    id: 'sig-mismatch',
    names: ['InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature', 'IncompleteSignatureException'],
    says: /signature we calculated does not match/i,
    tell: ({ caller, bedrock }) => ({
      what: `${bedrock} finds the signature of ${caller} wrong: the secret key is not the one of the access key, or something on the way changed the request.`,
      who: you,
      remedy: [
        'Enter the keys again, without a blank or line break at their ends',
        'Try without the proxy or gateway',
        'See which source is used: lode status',
      ],
    }),
  },
  {
    id: 'expired',
    names: ['ExpiredTokenException', 'ExpiredToken', 'TokenRefreshRequired'],
    says: /security token .{0,40}expired/i,
    tell: ({ caller, bedrock }) => ({
      what: `The session of ${caller} has expired, so ${bedrock} refuses it.`,
      who: you,
      remedy: [
        'Renew the credentials: lode refresh',
        'Or sign in: lode login',
        'Keys pasted into the environment do not renew themselves: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
      ],
    }),
  },
  {
    id: 'invalid-token',
    names: ['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId', 'AuthFailure'],
    says: /security token included in the request is invalid|access key id .{0,300}does not exist/i,
    tell: ({ caller, region, bedrock }) => ({
      what: `${bedrock} does not know the credentials of ${caller}: the key is gone, lacks its session token, is of another partition, or the account has not turned ${region} on.`,
      who: "you, or whoever manages the account's keys and regions",
      remedy: [
        'See which source is used: lode status',
        'Get new credentials: lode login',
        `An opt-in region is turned on by the account: aws account enable-region --region-name ${region === 'the region' ? 'REGION' : region}`,
      ],
    }),
  },
  {
    id: 'unsigned',
    names: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
    says: /missing authentication token/i,
    tell: ({ bedrock }) => ({
      what: `The request reached ${bedrock} without a signature: a proxy or gateway took it off.`,
      who: 'whoever runs the proxy or gateway',
      remedy: ['Let the header Authorization through', 'See which endpoints are used: lode config get endpoints'],
    }),
  },
  {
    id: 'no-credentials',
    names: ['CredentialsProviderError', 'NoCredentialsError', 'TokenProviderError'],
    says: /could not load credentials|unable to locate credentials|credential is missing|could not resolve credentials(?! using profile)|SigV4 authentication requires AWS credentials/i,
    tell: ({ bedrock }) => ({
      what: `There are no credentials to ask ${bedrock} with.`,
      who: you,
      remedy: ['See which sources there are: lode status', 'Set it up: lode setup', 'Or sign in: lode login'],
    }),
  },
];
