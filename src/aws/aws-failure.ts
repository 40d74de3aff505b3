/** What AWS, or the way to it, said no with; each kind has another remedy. */
export type AwsFailureKind = 'missing' | 'expired' | 'invalid' | 'denied' | 'clock' | 'network' | 'throttled' | 'other';

export interface AwsFailure {
  readonly kind: AwsFailureKind;
  /** The service's or SDK's own name, e.g. `ExpiredToken`. */
  readonly name: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

const expiredNames = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'UnauthorizedException', 'InvalidGrantException', 'RequestExpired'];
const invalidNames = ['InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch', 'InvalidSignatureException', 'IncompleteSignature'];
const deniedNames = ['AccessDenied', 'AccessDeniedException', 'ForbiddenException', 'UnauthorizedOperation'];
const networkNames = /^(E[A-Z]{3,}|ERR_|CERT_|SELF_SIGNED|UNABLE_TO|TimeoutError|NetworkingError|AbortError)/;

/**
 * Sorts an error thrown by the SDK. Names and texts are those of the services and of the SDK's credential providers
 * (AWS STS API reference "Common errors"; aws-sdk-js-v3 `CredentialsProviderError` messages).
 */
export function awsFailureOf(error: unknown): AwsFailure {
  const { name, message, code, requestId } = errorParts(error);
  return { kind: kindOf(name, message, code), name, message, requestId };
}

function kindOf(name: string, message: string, code: string): AwsFailureKind {
  if (/Signature (expired|not yet current)|RequestTimeTooSkewed/.test(message) || name === 'RequestTimeTooSkewed') return 'clock';
  if (expiredNames.includes(name) || /token is expired|session.*has expired|token.*(is|has) expired|session has expired/i.test(message)) return 'expired';
  if (invalidNames.includes(name)) return 'invalid';
  if (deniedNames.includes(name)) return 'denied';
  if (/Throttl|TooManyRequests|SlowDown/.test(name)) return 'throttled';
  if (networkNames.test(code) || networkNames.test(name) || /getaddrinfo|ECONNREFUSED|socket hang up|timed out/i.test(message)) return 'network';
  if (/CredentialsProviderError|ProviderError|TokenProviderError/.test(name)) return /Could not load|not found|Could not resolve/i.test(message) ? 'missing' : 'expired';
  return 'other';
}

function errorParts(error: unknown): { name: string; message: string; code: string; requestId: string | undefined } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: '', requestId: undefined };
  const { code, $metadata, errors } = error as { code?: unknown; $metadata?: { requestId?: string }; errors?: unknown[] };
  const inner = Array.isArray(errors) && errors[0] instanceof Error ? errors[0] : undefined;
  return {
    name: error.name,
    message: (error.message || inner?.message || error.name).replace(/\s+/g, ' ').trim(),
    code: String(code ?? (inner as { code?: unknown } | undefined)?.code ?? ''),
    requestId: $metadata?.requestId,
  };
}
