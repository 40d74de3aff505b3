import type { CatalogueError } from './entry.ts';
import { denied } from './entry.ts';

const wrongSignature =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. ' +
  'Consult the service documentation for details.';
const signed = ['sts', 'bedrock', 'bedrock-runtime'] as const;

/** Keys, signatures and the clock. */
export const credentialErrors: readonly CatalogueError[] = [
  { ...denied('expired', 'The security token included in the request is expired'), name: 'ExpiredTokenException', stsName: 'ExpiredToken', hits: signed },
  {
    ...denied('invalid-token', 'The security token included in the request is invalid.'),
    name: 'UnrecognizedClientException',
    stsName: 'InvalidClientTokenId',
    hits: signed,
  },
  { ...denied('sig-mismatch', wrongSignature), name: 'InvalidSignatureException', stsName: 'SignatureDoesNotMatch', hits: signed },
  {
    ...denied('clock', 'Signature expired: {signed} is now earlier than {limit} ({now} - 5 min.)'),
    name: 'InvalidSignatureException',
    stsName: 'SignatureDoesNotMatch',
    hits: signed,
  },
  {
    ...denied('clock-ahead', 'Signature not yet current: {signed} is still later than {limit} ({now} + 5 min.)'),
    name: 'InvalidSignatureException',
    stsName: 'SignatureDoesNotMatch',
    hits: signed,
  },
  {
    ...denied('scope', "Credential should be scoped to correct service: '{service}'."),
    name: 'InvalidSignatureException',
    stsName: 'SignatureDoesNotMatch',
    hits: signed,
  },
  {
    ...denied('unsigned', 'Request is missing Authentication Token'),
    name: 'MissingAuthenticationTokenException',
    stsName: 'MissingAuthenticationToken',
    hits: signed,
  },
  {
    ...denied('key-region', 'Authentication failed: Please make sure your API Key is valid.'),
    form: 'capital',
    hits: ['bedrock', 'bedrock-runtime'],
  },
  {
    ...denied(
      'mfa-device',
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    ),
    stsName: 'AccessDenied',
    hits: ['sts'],
    operations: ['AssumeRole'],
  },
  {
    ...denied('mfa-code', 'MultiFactorAuthentication failed with invalid MFA one time pass code.'),
    stsName: 'AccessDenied',
    hits: ['sts'],
    operations: ['AssumeRole'],
  },
  { ...denied('key-expired', 'Bearer Token has expired'), form: 'capital', hits: ['bedrock', 'bedrock-runtime'] },
];
