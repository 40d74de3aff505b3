import { expect, test } from 'vitest';
import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { unambiguous } from '../../src/models/unambiguous.ts';

const tokyo = { region: 'ap-northeast-1', profiles: profilesOf('ap-northeast-1'), foundation: undefined, fetchedAt: 0 };

test('a list of different IDs stays the very same value', () => expect(unambiguous(tokyo)).toBe(tokyo));

test('an ID that stands for two profiles is never chosen, since it may reach further than it says', () => {
  const global = tokyo.profiles.find((profile) => profile.id === 'global.anthropic.claude-opus-4-8');
  if (!global) throw new Error('the catalog lost global Opus 4.8');
  const account = { ...tokyo, profiles: [...tokyo.profiles, { ...global, id: 'jp.anthropic.claude-sonnet-5' }] };
  const wish = {
    tier: 'main',
    region: 'ap-northeast-1',
    geography: undefined,
    residency: 'strict',
    aliases: {},
    assistantVersion: undefined,
    now: Date.UTC(2026, 10, 21),
  } as const;
  expect(resolveModel({ ...wish, wanted: 'sonnet', account: tokyo })).toMatchObject({ id: 'jp.anthropic.claude-sonnet-5' });
  expect(resolveModel({ ...wish, wanted: 'sonnet', account })).toMatchObject({ id: 'jp.anthropic.claude-sonnet-4-6' });
});
