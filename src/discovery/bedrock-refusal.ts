import { awsFailureOf, type AwsFailure } from '../aws/aws-failure.ts';
import { fail, type Failure } from '../errors.ts';

/** What was asked of Bedrock's control plane. */
export interface Asked {
  /** Begins the error's code. */
  readonly code: string;
  /** Begins a sentence: `The use-case form could not be sent for account …`. */
  readonly could: string;
  /** The IAM actions it takes. */
  readonly needs: readonly string[];
  /** What to do when nobody can tell whether it was done. */
  readonly look?: string;
}

/** Throws LodeError for what the SDK threw, with what was to be done, who may do it and what to do next. */
export function failRefused(error: unknown, asked: Asked): never {
  return failWith(awsFailureOf(error), asked, error);
}

/** The same for an error that is sorted already. */
export function failWith({ kind, name, message, requestId }: AwsFailure, { code, could, needs, look }: Asked, error?: unknown): never {
  const causedBy = `${name}: ${message}${requestId === undefined ? '' : ` (request ${requestId})`}`;
  const failure = (exit: Failure['exit'], hints: readonly string[]): Failure => ({ code: `${code}.${kind}`, exit, message: `${could}.`, hints, causedBy });
  const doubt = look === undefined ? [] : [look];
  switch (kind) {
    case 'denied':
      return fail(failure('user', [`It takes an administrator with ${needs.join(', ')}, and no policy of the organization against it`]), error);
    case 'expired':
    case 'missing':
    case 'invalid':
      return fail(failure('credentials', ['Sign in again: lode login']), error);
    case 'network':
      return fail(failure('user', [...doubt, 'Check the network, VPN and proxy, then try again']), error);
    case 'throttled':
      return fail(failure('user', ['Wait a minute, then try again']), error);
    default:
      return fail(failure('user', [...doubt, 'AWS says above what it does not like']), error);
  }
}
