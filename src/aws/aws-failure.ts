/**
 * What AWS, or the way to it, said no with; each kind has another remedy. `profile`: it cannot work as it is written. `unwritable`: AWS was not
 * asked, because its answer could not be kept.
 */
export type AwsFailureKind = 'missing' | 'expired' | 'invalid' | 'denied' | 'clock' | 'network' | 'throttled' | 'profile' | 'unwritable' | 'other';

export interface AwsFailure {
  readonly kind: AwsFailureKind;
  /** The service's or SDK's own name, e.g. `ExpiredToken`. */
  readonly name: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

type Rule = readonly [kind: AwsFailureKind, fits: (error: ErrorParts) => boolean];

/** An error thrown by the SDK in its parts. */
export interface ErrorParts extends Omit<AwsFailure, 'kind'> {
  /** Node's own code, e.g. `ECONNREFUSED`. */
  readonly code: string;
  /** HTTP status; 0 when there was no answer, or when the error came inside a stream. */
  readonly status: number;
}

const named =
  (...names: readonly string[]) =>
  ({ name }: ErrorParts): boolean =>
    names.includes(name);
const says =
  (words: RegExp) =>
  ({ message }: ErrorParts): boolean =>
    words.test(message);
const networkNames = /^(E[A-Z]{3,}|ERR_(?!INVALID)|CERT_|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|TimeoutError|NetworkingError|AbortError)/;
const networkWords =
  /getaddrinfo|ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|E(HOST|NET)UNREACH|EAI_AGAIN|socket hang up|timed out|TimeoutError|(unable to (get|verify)|self[- ]signed).*certificate|certificate has expired/i;

/**
 * The first that fits. Names and words are those of the services and of the SDK's credential providers (AWS STS API reference, "Common
 * errors"; IAM Identity Center OIDC and portal references; aws-sdk-js-v3, `CredentialsProviderError` and `TokenProviderError`).
 */
const rules: readonly Rule[] = [
  ['clock', named('RequestTimeTooSkewed')],
  ['clock', says(/Signature (expired|not yet current)|RequestTimeTooSkewed/)],
  ['network', ({ name, code }) => networkNames.test(code) || networkNames.test(name)],
  ['network', says(networkWords)],
  // A captive portal or a gateway answers in AWS's place with a page of its own, or the line breaks in the middle of an answer.
  ['network', named('SyntaxError')],
  ['network', says(/answered without (a|credentials)/)],
  ['profile', says(/Detected a cycle|requires multi-factor|Unsupported credential source|invalid SSO credentials|Conflicting SSO|Incomplete configuration/)],
  [
    'profile',
    says(
      /missing required property|in shared credentials file|using profile: \[|is not configured with|did not contain|not a valid container metadata|URL not accepted/,
    ),
  ],
  ['denied', says(/due to insufficient permissions/)],
  ['missing', says(/Could not load|was not found or is invalid|associated with this profile is invalid|Failed to load (a )?token|Token validation failed/i)],
  ['expired', named('ExpiredToken', 'ExpiredTokenException', 'ExpiredIdentityToken', 'TokenRefreshRequired', 'RequestExpired')],
  ['expired', named('UnauthorizedException', 'InvalidGrantException', 'InvalidClientException', 'UnauthorizedClientException')],
  ['expired', says(/token (is|has) expired|session .*has expired|returned expired credentials|re-?authenticate/i)],
  [
    'invalid',
    named('InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidIdentityToken', 'MissingAuthenticationToken', 'MissingAuthenticationTokenException'),
  ],
  ['invalid', named('SignatureDoesNotMatch', 'InvalidSignatureException', 'IncompleteSignature')],
  ['invalid', says(/API Key (is valid|format)|parameters in the API Key/)],
  ['denied', named('AccessDenied', 'AccessDeniedException', 'ForbiddenException', 'UnauthorizedOperation')],
  ['throttled', ({ name }) => /Throttl|TooManyRequests|SlowDown/.test(name)],
  ['network', ({ status }) => status >= 500],
];

/** Sorts an error thrown by the SDK. */
export function awsFailureOf(error: unknown): AwsFailure {
  const parts = errorParts(error);
  const kind = rules.find(([, fits]) => fits(parts))?.[0] ?? 'other';
  return { kind, name: parts.name, message: parts.message, requestId: parts.requestId };
}

/** What the service said, or the network, whole: for those who must tell more apart than kinds. */
export function errorParts(error: unknown): ErrorParts {
  if (!(error instanceof Error)) return { name: 'Error', message: shortened(String(error)), code: '', status: 0, requestId: undefined };
  const { code, $metadata, errors } = error as { code?: unknown; $metadata?: { requestId?: string; httpStatusCode?: number }; errors?: unknown[] };
  const nested = anthropicWords(error);
  const inner = Array.isArray(errors) && errors[0] instanceof Error ? errors[0] : undefined;
  return {
    ...nameAndWords(nested?.name ?? error.name, shortened(nested?.message ?? (error.message || inner?.message || error.name))),
    code: String(code ?? (inner as { code?: unknown } | undefined)?.code ?? ''),
    status: $metadata?.httpStatusCode ?? 0,
    requestId: $metadata?.requestId,
  };
}

/** Newer models answer in Anthropic's form, `{"type": "error", "error": {"type", "message"}}`, whose words the SDK does not read. */
function anthropicWords(error: Error): { readonly name: string; readonly message: string } | undefined {
  const { type, message } = (error as { error?: { type?: unknown; message?: unknown } }).error ?? {};
  return typeof type === 'string' && typeof message === 'string' ? { name: type, message } : undefined;
}

/** A provider of the SDK wraps the service's exception into text, `ForbiddenException: No access`; its own name says less. */
function nameAndWords(name: string, message: string): { readonly name: string; readonly message: string } {
  const [, inner, words] = /^(\w*(?:Exception|Error)): (.+)$/.exec(message) ?? [];
  return name.endsWith('ProviderError') && inner && words ? { name: inner, message: words } : { name, message };
}

/** One line of bearable length: a helper's whole output can be in there. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 600 ? line : `${line.slice(0, 600)}…`;
}
