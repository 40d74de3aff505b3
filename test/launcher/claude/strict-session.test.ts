import { describe, expect, test } from 'vitest';
import { availableModels, refuseWideningFiles } from '../../../src/launcher/claude/allowed-models.ts';
import { claudeOverlay, strictWordsNotes } from '../../../src/launcher/claude/claude-overlay.ts';
import type { HandOverInput } from '../../../src/launcher/assistant.ts';
import { failureOf } from '../../support/failure-of.ts';
import { handOverInput } from '../hand-over-input.ts';

const names = { inside: { 'claude-opus-4-8': 'eu.anthropic.claude-opus-4-8' }, shut: { 'claude-fable-5-2': 'anthropic.claude-fable-5-2' } };

function strict(changes: Partial<HandOverInput> = {}): HandOverInput {
  const input = handOverInput(changes);
  return { ...input, models: { ...input.models, residency: 'strict', names } };
}

const file = (listed: unknown): Pick<HandOverInput, 'files'> => ({
  files: [{ layer: 'project', path: '/p/.claude/settings.json', env: {}, settings: { availableModels: listed } }],
});

test('only the pins and what is inside the geography may be called, each by both of its names', () => {
  expect(availableModels(strict())).toEqual(['eu.opus', 'eu.haiku', 'eu.sonnet', 'eu.fable', 'claude-opus-4-8', 'eu.anthropic.claude-opus-4-8']);
  expect(claudeOverlay(strict())).toMatchObject({
    availableModels: expect.arrayContaining(['eu.opus']) as unknown,
    modelOverrides: { 'claude-opus-4-8': 'eu.anthropic.claude-opus-4-8', 'claude-fable-5-2': 'anthropic.claude-fable-5-2' },
  });
});

test('the user’s own settings for the session widen neither list nor pins, and are told so', () => {
  const value = {
    availableModels: ['global.x'],
    modelOverrides: { 'claude-opus-4-8': 'global.x' },
    env: { ANTHROPIC_DEFAULT_OPUS_MODEL: 'global.x', FOO: '1' },
  };
  const input = strict({ words: { kind: 'session', rest: [], settings: { value, from: '--settings (inline)' } } });
  const overlay = JSON.stringify(claudeOverlay(input));
  expect(overlay).not.toContain('global.x');
  expect(overlay).toContain('"FOO":"1"');
  expect(strictWordsNotes(input)).toEqual([
    'Your own --settings (--settings (inline)) set ANTHROPIC_DEFAULT_OPUS_MODEL, passed over: residency is strict, and lode pins the models.',
  ]);
  expect(JSON.stringify(claudeOverlay({ ...input, models: { ...input.models, residency: 'prefer' } }))).toContain('"ANTHROPIC_DEFAULT_OPUS_MODEL":"global.x"');
});

describe('a file that allows more', () => {
  test.each([['global.anthropic.claude-opus-5-5'], ['eu.anthropic.claude-opus-5[1m]'], ['anthropic.claude-opus-5-5']])('stops the launch for %s', (id) => {
    const failure = failureOf(() => refuseWideningFiles({ ...strict(), ...file(['sonnet', id]) }));
    expect(failure).toMatchObject({
      code: 'claude.widening-file',
      exit: 'user',
      message: expect.stringContaining(`/p/.claude/settings.json, key availableModels, allows ${id}`) as string,
    });
  });

  test.each<[string, unknown]>([
    ['names of tiers and models', ['opus', 'claude-opus-5-5', 'default']],
    ['what the session may call', ['eu.anthropic.claude-opus-4-8']],
    ['nothing', undefined],
    ['no list', 'global.anthropic.claude-opus-5-5'],
  ])('and goes on with %s', (_, list) => {
    expect(() => refuseWideningFiles({ ...strict(), ...file(list) })).not.toThrow();
  });

  test('under prefer it is the user’s own business', () => {
    expect(() => refuseWideningFiles({ ...handOverInput(), ...file(['global.anthropic.claude-opus-5-5']) })).not.toThrow();
  });
});
