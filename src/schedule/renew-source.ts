import type { AwsFailure } from '../aws/aws-failure.ts';
import { acquire } from '../auth/acquire.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { failWithoutCredentials } from '../auth/credential-failure.ts';
import type { Acquired } from '../auth/credential-standing.ts';
import type { ObtainRequest } from '../auth/obtain.ts';
import { renewalWindowMs } from '../auth/renewal.ts';
import { LodeError, type Failure } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { AskedSource, NoteNames } from './asked-source.ts';
import type { SourceState } from './source-state.ts';

/** Looks at a source and renews what it is time to renew, in silence: no browser, no question, no `awsAuthRefresh`. */
export async function renewSource(system: System, asked: AskedSource): Promise<SourceState> {
  const { label, name, environments, ask } = asked;
  const plain = { label, name, environments, ...nothing };
  if ('whyNot' in ask) return { ...plain, standing: 'not-renewable', reason: ask.whyNot };
  const { request, names } = ask;
  try {
    return { ...plain, names, ...judged(request, await acquire(system, { ...request, early: true }), names) };
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return { ...plain, names, standing: 'unreachable', reason: error.failure.message };
  }
}

const nothing = { until: undefined, renewFrom: undefined, obtainedAt: undefined, reason: undefined, remedy: undefined, names: undefined, signInIsOver: false };

type Judged = Pick<SourceState, 'standing'> & Partial<SourceState>;

function judged(request: ObtainRequest, acquired: Acquired, names: NoteNames): Judged {
  const times = acquired.kind === 'failed' ? {} : timesOf(acquired.credentials);
  const { failure } = acquired;
  if (acquired.kind === 'ready' && acquired.credentials.expiration === undefined)
    return { standing: 'not-renewable', reason: 'it gives credentials that state no end, so nothing says when to renew them' };
  if (failure === undefined) return { ...times, standing: acquired.kind === 'ready' && acquired.from === 'source' ? 'renewed' : 'good' };
  if (failure.kind === 'network' || failure.kind === 'throttled') {
    const standing = acquired.kind === 'ready' ? 'renewed' : 'unreachable';
    return { ...times, standing, reason: failure.message };
  }
  if (request.source.kind === 'instance-role' && failure.kind === 'missing')
    return { standing: 'not-renewable', reason: 'no instance role answers here, and nothing else is set; set it up: lode setup' };
  const signInIsOver = names.signIn !== undefined && (failure.kind === 'expired' || failure.kind === 'missing');
  const thrown = acquired.kind === 'failed' ? acquired.thrown?.failure : undefined;
  return { ...times, standing: 'needs-person', signInIsOver, ...words(request, failure, thrown) };
}

function timesOf(credentials: AwsCredentials): Partial<SourceState> {
  const { expiration, obtainedAt } = credentials;
  return { until: expiration, obtainedAt, renewFrom: expiration === undefined ? undefined : expiration - renewalWindowMs({ obtainedAt, expiration }) };
}

/** The reason as AWS or the source says it, and the first thing that helps. */
function words(request: ObtainRequest, failure: AwsFailure, thrown: Failure | undefined): { readonly reason: string; readonly remedy: string | undefined } {
  const reason = (thrown?.message ?? failure.message).replace(/\.$/, '');
  return { reason, remedy: remedyIn((thrown ?? explained(request, failure)).hints ?? []) };
}

/** A hint to sign in becomes the bare command. Pure. */
export function remedyIn([first]: readonly string[]): string | undefined {
  return first?.replace(/^Sign in: /, 'run: ');
}

function explained(request: ObtainRequest, failure: AwsFailure): Failure {
  try {
    return failWithoutCredentials(request, failure, undefined);
  } catch (error) {
    if (error instanceof LodeError) return error.failure;
    throw error;
  }
}
