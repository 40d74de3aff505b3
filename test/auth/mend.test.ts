import { describe, expect, test } from 'vitest';
import { mendOrExplain } from '../../src/auth/mend.ts';
import type { ObtainRequest } from '../../src/auth/obtain.ts';
import { LodeError } from '../../src/errors.ts';
import { fakeSystem } from '../support/fake-system.ts';

const request: ObtainRequest = {
  source: { kind: 'profile', profile: 'work', via: 'role' },
  setBy: '',
  context: { region: 'eu-west-1', endpoints: {}, env: {}, configFile: '/c', credentialsFile: '/d', callLimitMs: 5000 },
  cachePath: '/cache/credentials/x.json',
  place: { cacheFolder: '/cache', stateFolder: '/state', waitMs: 5000 },
  cwd: '/',
  awsAuthRefresh: { value: 'sign-in', origin: { kind: 'flag', flag: '--aws-auth-refresh' }, overridden: [] },
  person: true,
  expectedAccount: undefined,
};

describe('no awsAuthRefresh runs for what a sign-in does not change', () => {
  test.each([
    ['a question that was broken off', { code: 'cancelled', exit: 'cancelled', message: 'cancelled' }],
    ['another process that hangs', { code: 'credentials.busy', exit: 'credentials', message: 'Process 7 …' }],
    ['helpers that wait for each other', { code: 'credentials.circle', exit: 'credentials', message: 'a → b → a' }],
  ] as const)('%s', async (_, failure) => {
    const system = fakeSystem({ show: () => ({ kind: 'exited', code: 0 }) });
    const thrown = new LodeError(failure);
    const refused = { failure: { kind: 'other', name: failure.code, message: failure.message, requestId: undefined }, thrown, began: system.now() } as const;
    await expect(mendOrExplain(system, request, refused)).rejects.toBe(thrown);
    expect(system.shown).toEqual([]);
  });
});
