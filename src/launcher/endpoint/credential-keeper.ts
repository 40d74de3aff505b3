import { hasExpired, type AwsCredentials } from '../../auth/aws-credentials.ts';
import { decide, nextTryAt, type LastFailure, type Lifetime } from '../../auth/renewal.ts';
import type { System } from '../../system/system.ts';

/** SDKs warn after one second and some give up after two, so an answer never takes longer than this. */
const answerWithinMs = 800;

/** What a request is answered with. */
export type Kept =
  | { readonly kind: 'credentials'; readonly credentials: AwsCredentials }
  /** `error` is why the last renewal failed. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Nothing good, and a renewal is under way. */
  | { readonly kind: 'renewing' };

export interface CredentialKeeper {
  /** Good credentials from memory, or what became of a renewal within 800 ms. Renewals happen only when somebody asks. */
  answer(): Promise<Kept>;
}

export interface KeeperParts {
  /** Credentials to begin with. */
  readonly first: AwsCredentials | undefined;
  /** Fetches credentials anew; called once at a time. */
  renew(): Promise<AwsCredentials>;
}

/**
 * Keeps a session's credentials in memory and renews them as they are asked for: while good ones are there they are the answer and the
 * renewal runs behind it; one renewal serves all who ask meanwhile.
 */
export function keepCredentials(system: Pick<System, 'now' | 'pause' | 'random'>, { first, renew }: KeeperParts): CredentialKeeper {
  let held = first;
  let failure: (LastFailure & { readonly error: unknown }) | undefined;
  let underWay: Promise<void> | undefined;

  const good = (): AwsCredentials | undefined => (held !== undefined && !hasExpired(held, system.now()) ? held : undefined);
  const attempt = async (): Promise<void> => {
    try {
      held = await renew();
      failure = undefined;
    } catch (error) {
      const at = system.now();
      failure = { at, retryAt: nextTryAt(at, lifetimeOf(good()), (system.random(1)[0] ?? 0) / 255), error };
    }
  };
  const renewal = (): Promise<void> => (underWay ??= attempt().finally(() => (underWay = undefined)));

  return {
    async answer() {
      const next = decide(system.now(), lifetimeOf(held), failure);
      const started = next === 'use' || next === 'fail' ? underWay : renewal();
      const before = good();
      if (before !== undefined) return { kind: 'credentials', credentials: before };
      if (started !== undefined) await Promise.race([started, system.pause(answerWithinMs)]);
      const after = good();
      if (after !== undefined) return { kind: 'credentials', credentials: after };
      return failure === undefined ? { kind: 'renewing' } : { kind: 'failed', error: failure.error };
    },
  };
}

function lifetimeOf(credentials: AwsCredentials | undefined): Lifetime | undefined {
  return credentials && { obtainedAt: credentials.obtainedAt, expiration: credentials.expiration };
}
