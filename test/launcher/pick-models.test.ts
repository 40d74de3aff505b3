import { describe, expect, test } from 'vitest';
import { readAwsFiles } from '../../src/auth/aws-files.ts';
import type { AwsSession } from '../../src/auth/aws-session.ts';
import { pickModels, type PlaceOfModels } from '../../src/launcher/pick-models.ts';
import type { Origin, Resolved } from '../../src/settings/origin.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { failureOf } from '../support/failure-of.ts';
import { fakeSystem } from '../support/fake-system.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const unknown = { kind: 'unknown', why: 'not asked' } as const;
const flag: Origin = { kind: 'flag', flag: '--model' };
const own: Origin = { kind: 'file', layer: 'user', path: '/u/settings.json', key: 'model' };
const claudeFile: Origin = { kind: 'assistant-file', layer: 'user', path: '/u/.claude/settings.json', key: 'env.ANTHROPIC_MODEL' };
const words: Origin = { kind: 'assistant-file', layer: 'words', path: '--settings (inline)', key: 'model' };

function set<T>(value: T, origin: Origin): Resolved<T> {
  return { value, origin, overridden: [] };
}

function session(settings: Settings, region = 'eu-west-1'): AwsSession {
  return {
    choice: { source: { kind: 'instance-role' }, why: '', refused: [] },
    region,
    endpoints: {},
    files: readAwsFiles(fakeSystem()),
    env: {},
    cacheFolder: '/c',
    stateFolder: '/state',
    cwd: '/',
    settings,
  };
}

const place = (settings: Settings, region?: string): PlaceOfModels => ({ session: session(settings, region), account: unknown, known: [] });

const failure = (settings: Settings) => failureOf(() => pickModels(place(settings), now));

describe("a wish in lode's own settings must be met", () => {
  test.each<[string, Settings, string, string]>([
    ['an unknown name', { model: set('opsu', flag) }, 'model.unknown-name', 'It is set by --model.'],
    ['an unknown name in a file', { model: set('opsu', own) }, 'model.unknown-name', 'It is set by /u/settings.json, key model.'],
    ['an unknown small model', { smallFastModel: set('haikoo', flag) }, 'model.unknown-name', 'It is set by --model.'],
    ["in the user's own --settings", { model: set('opsu', words) }, 'model.unknown-name', 'It is set by --settings (inline), key model.'],
    ['outside a strict geography', { model: set('us.anthropic.claude-opus-5-5', flag), residency: set('strict', own) }, 'model.', 'It is set by --model.'],
  ])('%s stops the launch and names the place', (_, settings, code, hint) => {
    const failed = failure(settings);
    expect(failed).toMatchObject({ exit: 'user', code: expect.stringContaining(code) as string });
    expect(failed.hints).toContain(hint);
  });
});

test("a wish of the assistant's own file gives way with a note", () => {
  const picked = pickModels(place({ model: set('opsu', claudeFile) }), now);
  expect(picked.main.model).toContain('opus');
  expect(picked.notes[0]).toMatch(/^\/u\/\.claude\/settings\.json, key env\.ANTHROPIC_MODEL, wants opsu, which cannot be had here and is passed over: /);
});

test('nobody wished: the newest Opus, a small Haiku, and every tier pinned', () => {
  const { main, small, tiers } = pickModels(place({}), now);
  expect([main.model, small.model].map((model) => model?.split('-')[1])).toEqual(['opus', 'haiku']);
  expect(Object.values(tiers).every(({ id }) => id !== '')).toBe(true);
});

describe("the assistant's own --model", () => {
  const strict: Settings = { residency: set('strict' as const, own) };
  const notesWith = (word: string, settings: Settings = {}) =>
    pickModels(place(settings), now, { word }).notes.filter((note) => !note.startsWith('No model list'));

  test.each(['opus', 'sonnet[1m]', 'best', 'opusplan', 'default', 'HAIKU', 'eu.anthropic.claude-opus-5-5'])('%s says nothing: it stays inside', (word) => {
    expect(notesWith(word, strict)).toEqual([]);
  });

  test.each(['global.anthropic.claude-opus-5-5', 'amazon-bedrock/global.anthropic.claude-opus-5-5', 'claude-fable-5-2'])(
    '%s would leave a strict geography, and stops the launch',
    (word) => {
      const failed = failureOf(() => notesWith(word, strict));
      expect(failed).toMatchObject({ code: 'model.residency', exit: 'user' });
      expect(failed.message).toContain('would leave geography eu');
      expect(failed.hints).toContain('It is set by --model among the assistant’s own words.');
    },
  );

  test('that leaves a preferred geography is said', () => {
    expect(notesWith('global.anthropic.claude-opus-5-5')).toEqual([
      'Widened beyond eu: requests to global.anthropic.claude-opus-5-5 may be processed in any commercial region.',
    ]);
  });

  test('that cannot be had here is said, and goes through', () => {
    expect(notesWith('us.anthropic.claude-opus-5-5')[0]).toMatch(
      /^Your --model us\.anthropic\.claude-opus-5-5 may not work: .* cannot be called from eu-west-1/,
    );
  });
});
