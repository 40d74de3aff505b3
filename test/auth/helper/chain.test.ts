import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { environmentOfHelper, exportLink, profileLink, refuseCircle, repeatCircle, waitingHelpers } from '../../../src/auth/helper/chain.ts';
import { LodeError } from '../../../src/errors.ts';
import type { Environment } from '../../../src/system/system.ts';

function refusal(links: readonly string[], link: string): unknown {
  try {
    refuseCircle({ LODE_HELPERS: JSON.stringify(links) }, link);
    return 'may run';
  } catch (error) {
    return error instanceof LodeError ? error.failure : error;
  }
}

test('a helper knows who waits for it, and keeps the rest of the environment', () => {
  const env: Environment = { AWS_PROFILE: 'work', _AWS_CLI_PROFILE_CHAIN: 'x' };
  const inner = environmentOfHelper(environmentOfHelper(env, profileLink('a')), exportLink('--aws-credential-export'));
  expect(inner).toEqual({ ...env, LODE_HELPERS: '["profile a","awsCredentialExport set by --aws-credential-export"]' });
  expect(waitingHelpers(inner)).toEqual(['profile a', 'awsCredentialExport set by --aws-credential-export']);
});

describe('a circle is refused with the chain shown', () => {
  test.each<[readonly string[], string, string]>([
    [['profile a'], 'profile a', 'Credential helpers wait for each other: profile a → lode → profile a.'],
    [['profile a', 'profile b'], 'profile a', 'Credential helpers wait for each other: profile a → lode → profile b → lode → profile a.'],
    [['1', '2', '3', '4'], '5', 'More than 4 credential helpers wait for each other: 1 → lode → 2 → lode → 3 → lode → 4 → lode → 5.'],
  ])('%j, then %s', (links, link, message) => {
    expect(refusal(links, link)).toMatchObject({ code: 'credentials.circle', exit: 'credentials', message });
  });

  test.each<[readonly string[], string]>([
    [[], 'profile a'],
    [['profile b'], 'profile a'],
    [['1', '2', '3'], '4'],
  ])('%j, then %s is none', (links, link) => {
    expect(refusal(links, link)).toBe('may run');
  });
});

describe('a spoiled variable', () => {
  test.each(['', '{', 'null', '7', '"profile a"', '{"0":"profile a"}', '[null]'])('%j names nobody', (text) => {
    expect(waitingHelpers({ LODE_HELPERS: text })).toEqual([]);
  });
});

describe('a circle that a lode further down refused is told by the one above', () => {
  const env = { LODE_HELPERS: '["profile a"]' };
  const circle = 'Credential helpers wait for each other: profile a → lode → profile b → lode → profile a.';

  test.each([
    ['in the words of lode', `error: ${circle}\n  hint: x\n`],
    ['among other talk', `wrapper: starting\nerror: ${circle}\nwrapper: sorry`],
  ])('%s', (_, stderr) => {
    expect(() => repeatCircle(stderr, env, 'profile b')).toThrow(circle);
  });

  test.each([
    ['it said nothing', ''],
    ['it said something else', 'error: canary-3f9a'],
    ['the chain is another one', 'Credential helpers wait for each other: profile c → lode → profile b.'],
    ['the chain is shorter than ours', 'Credential helpers wait for each other: profile a.'],
    ['something foreign stands in it', 'Credential helpers wait for each other: profile a → lode → profile b → lode → canary-3f9a.'],
  ])('but not when %s', (_, stderr) => {
    expect(() => repeatCircle(stderr, env, 'profile b')).not.toThrow();
  });
});

test('no chain of helpers, whatever they are called, comes back to one or grows beyond four', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 8 }), (links) => {
      let env: Environment = {};
      const run: string[] = [];
      for (const link of links) {
        const before = env;
        const circle = run.includes(link) || run.length === 4;
        if (circle) expect(() => environmentOfHelper(before, link)).toThrow('wait for each other');
        else env = environmentOfHelper(before, link);
        if (!circle) run.push(link);
      }
      expect(waitingHelpers(env)).toEqual(run);
    }),
  );
});
