import { describe, expect, test } from 'vitest';
import { catalog, shortName } from '../../src/models/catalog.ts';
import { parseName } from '../../src/models/name.ts';
import { editDistance, nearest } from '../../src/nearest.ts';

const keyOf = (text: string) => {
  const meaning = parseName(text);
  return meaning.kind === 'model' ? meaning.model.key : meaning.kind;
};

describe('a friendly name', () => {
  test.each([
    'sonnet-4.5',
    'sonnet 4.5',
    'sonnet4.5',
    'Sonnet-4-5',
    'SONNET 4.5',
    'claude-sonnet-4-5',
    'claude-sonnet-4.5',
    'claude-sonnet-4-5-20250929',
    'claude-sonnet-4-5-20250929-v1:0',
    'Claude Sonnet 4.5',
    '  claude sonnet 4.5  ',
  ])('%s is Claude Sonnet 4.5', (text) => {
    expect(keyOf(text)).toBe('claude-sonnet-4-5');
  });

  test.each([
    ['opus5.5', 'claude-opus-5-5'],
    ['opus-5', 'claude-opus-5'],
    ['opus 5.0', 'claude-opus-5'],
    ['claude-opus-4-6-v1', 'claude-opus-4-6'],
    ['claude-opus-4-0', 'claude-opus-4'],
    ['claude-3-5-sonnet-20240620', 'claude-3-5-sonnet-v1'],
    ['claude-3-5-sonnet-20241022', 'claude-3-5-sonnet-v2'],
    ['Claude 3.5 Haiku', 'claude-3-5-haiku'],
    ['fable-5.2', 'claude-fable-5-2'],
    ['claude-opus-5-5-20260922', 'claude-opus-5-5'],
    ['mythos-preview', 'claude-mythos-preview'],
  ])('%s is %s', (text, key) => {
    expect(keyOf(text)).toBe(key);
  });

  test.each([
    ['opus', ['opus']],
    ['Opus', ['opus']],
    ['claude-sonnet', ['sonnet']],
    ['haiku-latest', ['haiku']],
    ['fable', ['fable']],
    ['best', ['fable', 'opus']],
    ['default', ['opus']],
  ])('%s is the newest of %s', (text, families) => {
    expect(parseName(text)).toEqual({ kind: 'family', families });
  });

  test.each([
    'opus-6',
    'claude-opus-4-7-v1',
    'claude-sonnet-4-5-20250930',
    'opusplan',
    'opus sonnet',
    'claude',
    '',
    'constructor',
    '__proto__',
    'opus/4.5',
    'gpt-5',
    'opus v',
    'opus-20250805',
    'opus 4.5 turbo',
    'sonnet-4-5-1',
  ])('"%s" is nobody', (text) => {
    expect(keyOf(text)).toBe('unknown');
  });

  test.each(catalog.models.flatMap((model) => [model.key, model.name, shortName(model)].map((text) => ({ text, key: model.key }))))(
    '$text comes back as $key',
    ({ text, key }) => {
      expect(keyOf(text)).toBe(key);
    },
  );

  test('with a known family and an unknown version offers the versions there are', () => {
    expect(parseName('haiku-9')).toEqual({ kind: 'unknown', family: 'haiku', known: ['haiku', 'haiku-5.5', 'haiku-4.5'] });
  });
});

describe('nearest names', () => {
  test.each([
    ['sonet', 'sonnet', 1],
    ['ab', 'ba', 1],
    ['', 'abc', 3],
    ['opus', 'opus', 0],
  ])('%s and %s are %i apart', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test('are the closest first, and none that is far', () => {
    expect(nearest('sonet', ['haiku', 'sonnet', 'sonnet-5'])).toEqual(['sonnet']);
    expect(nearest('zzzzzz', ['haiku', 'sonnet'])).toEqual([]);
  });
});
