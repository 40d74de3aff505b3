import { describe, expect, test } from 'vitest';
import { challengeOf, newPkce, newState } from '../../../src/auth/sign-in/pkce.ts';
import { fakeSystem } from '../../support/fake-system.ts';

describe('PKCE', () => {
  test.each([
    ['the example of RFC 7636 appendix B', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
    ['the shortest verifier', 'a'.repeat(43), 'ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA'],
    ['the longest one, with every odd letter', '-._~'.repeat(32), 'wEN2Mh1i33jhevH7WF-NulA1aGJPY9l0zG2M4t8rhw4'],
  ])('%s has its challenge', (_, verifier, challenge) => {
    expect(challengeOf(verifier)).toBe(challenge);
  });

  test('a new verifier has 43 letters of the allowed ones, fits its challenge, and cannot be printed by accident', () => {
    const { verifier, challenge } = newPkce(fakeSystem().random);
    expect(verifier.reveal()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(challenge).toBe(challengeOf(verifier.reveal()));
    expect(JSON.stringify({ verifier })).not.toContain(verifier.reveal());
  });

  test('no two verifiers and no two states are the same', () => {
    const { random } = fakeSystem();
    const made = [newPkce(random).verifier, newPkce(random).verifier, newState(random), newState(random)].map((secret) => secret.reveal());
    expect(new Set(made).size).toBe(4);
  });
});
