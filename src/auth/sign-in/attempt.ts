import type { System } from '../../system/system.ts';
import type { ClientRegistration } from '../sso/sso-token.ts';
import type { SignInPage, SignInRequest } from './sign-in-request.ts';

/** One try to sign in with one client registration. */
export interface Attempt {
  readonly request: SignInRequest;
  readonly client: ClientRegistration;
  /** When the person has had time enough, on the monotonic clock. */
  readonly until: number;
  /** Says, notes and opens the page. */
  show(page: SignInPage): Promise<void>;
}

type Wait = Pick<Attempt, 'until'> & { readonly request: Pick<SignInRequest, 'signal'> };

/** How soon a wait notices that it is over. */
const stepMs = 250;

/** The value once it is there, or why nobody waits for it any longer. */
export async function waitFor<T>(
  system: System,
  { until, request: { signal } }: Wait,
  value: Promise<T>,
): Promise<{ readonly value: T } | 'timed-out' | 'cancelled'> {
  const wrapped = value.then((there) => ({ value: there }));
  for (;;) {
    const there = await Promise.race([wrapped, system.pause(stepMs)]);
    if (there !== undefined) return there;
    if (signal?.aborted === true) return 'cancelled';
    if (system.elapsed() >= until) return 'timed-out';
  }
}

/** Rests for so many milliseconds, unless it is cancelled or out of time before. */
export async function rest(system: System, { until, request: { signal } }: Wait, ms: number): Promise<'rested' | 'timed-out' | 'cancelled'> {
  const over = system.elapsed() + ms;
  for (;;) {
    if (signal?.aborted === true) return 'cancelled';
    const now = system.elapsed();
    if (now >= until) return 'timed-out';
    if (now >= over) return 'rested';
    await system.pause(Math.min(stepMs, over - now, until - now));
  }
}
