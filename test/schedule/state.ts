import type { SourceState } from '../../src/schedule/source-state.ts';

/** A source that is good for an hour from noon, with what the test says otherwise. */
export function sourceState(more: Partial<SourceState> = {}): SourceState {
  return {
    label: 'profile work (IAM Identity Center)',
    name: 'profile work',
    environments: [],
    standing: 'good',
    until: Date.parse('2026-11-21T13:00:00Z'),
    renewFrom: Date.parse('2026-11-21T12:45:00Z'),
    obtainedAt: Date.parse('2026-11-21T12:00:00Z'),
    reason: undefined,
    remedy: undefined,
    names: { source: 'source-work', signIn: 'sign-in-corp' },
    signInIsOver: false,
    ...more,
  };
}

/** The same, with nothing good and a sign-in that is over. */
export function signedOut(more: Partial<SourceState> = {}): SourceState {
  const nothing = { until: undefined, renewFrom: undefined, obtainedAt: undefined };
  return sourceState({
    standing: 'needs-person',
    signInIsOver: true,
    reason: 'The SSO session has expired',
    remedy: 'run: lode --aws-profile work login',
    ...nothing,
    ...more,
  });
}
