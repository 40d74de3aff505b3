import { awsFailureOf, type AwsFailure } from '../../aws/aws-failure.ts';
import type { IssuedToken } from '../../aws/sso-oidc.ts';
import type { ClientRegistration } from '../sso/sso-token.ts';
import type { Ending } from './may-start.ts';

/** What one way to sign in led to. */
export type FlowEnd =
  /** `issuedAt`: from before the token was asked for, in milliseconds since the epoch. */
  | { readonly kind: 'issued'; readonly issued: IssuedToken; readonly issuedAt: number; readonly client: ClientRegistration }
  | { readonly kind: 'ended'; readonly ending: Ending; readonly failure?: AwsFailure }
  /** The service does not know this registration any more. */
  | { readonly kind: 'unknown-client'; readonly failure: AwsFailure };

export type Asked<T> = { readonly kind: 'answer'; readonly answer: T } | { readonly kind: 'failure'; readonly failure: AwsFailure };

/** A call's answer, or why there is none, as a value. */
export async function asked<T>(call: Promise<T>): Promise<Asked<T>> {
  try {
    return { kind: 'answer', answer: await call };
  } catch (error) {
    return { kind: 'failure', failure: awsFailureOf(error) };
  }
}

/** The end of a way on which AWS said no. Pure. */
export function endOf(failure: AwsFailure): FlowEnd {
  return failure.name === 'InvalidClientException' ? { kind: 'unknown-client', failure } : { kind: 'ended', ending: 'failed', failure };
}
