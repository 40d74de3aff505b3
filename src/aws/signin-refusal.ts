/** The service's reasons, in the words of the SDK, by which they are sorted. Source: aws-sdk-js-v3, `LoginCredentialsFetcher`. */
const reasons: Readonly<Record<string, string>> = {
  TOKEN_EXPIRED: 'Your session has expired. Please reauthenticate.',
  USER_CREDENTIALS_CHANGED: 'Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.',
  INSUFFICIENT_PERMISSIONS:
    "Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action.",
  invalid_grant: 'The refresh token of this session is not good any more. Please reauthenticate.',
};

/** An answer that says no, as the SDK's clients would throw it. Pure. */
export function refusedSignin(status: number, headers: Readonly<Record<string, string | undefined>>, fields: Readonly<Record<string, unknown>>): Error {
  const name = nameOf(headers['x-amzn-errortype'] ?? wordOf(fields['__type'])) || `HTTP ${status}`;
  const $metadata = { httpStatusCode: status, requestId: headers['x-amzn-requestid'] };
  return Object.assign(new Error(messageOf(name, wordOf(fields['error']), wordOf(fields['message']))), { name, $metadata });
}

function messageOf(name: string, reason: string, message: string): string {
  const known = reasons[reason];
  if (known !== undefined) return known;
  const words = [reason, message].filter((word) => word !== '').join(': ');
  // Whatever else is denied to a refresh token, a new sign-in is what helps.
  return name === 'AccessDeniedException' ? `AWS Sign-In refused to refresh the session (${words}). Please reauthenticate.` : words || name;
}

/** `com.amazonaws.signin#AccessDeniedException:http://…` is one too. */
function nameOf(type: string): string {
  return (type.split(':')[0] ?? '').split('#').at(-1) ?? '';
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
