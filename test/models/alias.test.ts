import { describe, expect, test } from 'vitest';
import { followAliases } from '../../src/models/alias.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { mustChoose, mustRefuse, wishFor } from './wish.ts';

describe("the user's own names", () => {
  test('lead to what they stand for, over several steps, in any case', () => {
    expect(followAliases('Fast', { fast: 'cheap', cheap: 'haiku-4.5' })).toEqual({
      kind: 'text',
      text: 'haiku-4.5',
      longContext: false,
      trail: ['fast', 'cheap'],
    });
  });

  test('carry [1m] from anywhere on the way', () => {
    expect(followAliases('big', { big: 'deep[1m]', deep: 'sonnet-4.5' })).toMatchObject({ text: 'sonnet-4.5', longContext: true });
    expect(followAliases('deep[1m]', { deep: 'sonnet-4.5' })).toMatchObject({ text: 'sonnet-4.5', longContext: true });
  });

  test('come before the built-in ones', () => {
    const answer = mustChoose(resolveModel(wishFor('opus', 'us-east-1', { aliases: { opus: 'opus-4.8' } })));
    expect(answer).toMatchObject({
      id: 'us.anthropic.claude-opus-4-8',
      wanted: 'opus',
      why: 'opus → opus-4.8 is Claude Opus 4.8, which the account lists as us from us-east-1.',
    });
  });

  test('may stand for the built-in name of the same spelling', () => {
    expect(followAliases('opus', { opus: 'opus[1m]' })).toMatchObject({ kind: 'text', text: 'opus', longContext: true });
  });

  test.each([
    [{ a: 'b', b: 'c', c: 'a' }, 'a → b → c → a'],
    [{ a: 'a' }, 'a → a'],
    [{ a: 'A', A: 'a' }, 'a → A → a'],
  ])('that lead in a circle are refused: %o', (aliases, circle) => {
    const refusal = mustRefuse(resolveModel(wishFor('a', 'us-east-1', { aliases })));
    expect(refusal.code).toBe('malformed');
    expect(refusal.message).toBe(`The names in the setting "models" lead in a circle: ${circle}.`);
  });

  test('are not the properties of every object', () => {
    expect(followAliases('toString', {})).toMatchObject({ kind: 'text', text: 'toString' });
  });
});
