import { describe, expect, test } from 'vitest';
import { mistakeInDescription, mistakeInName, readTags } from '../../src/models/profile-words.ts';

test.each(['team', 'Team 7', 'a-b_c 9', 'x', 'trailing-'.padEnd(64, 'x')])('%j may be a name', (name) => {
  expect(mistakeInName(name)).toBeUndefined();
});

test.each([
  ['', 'is no name'],
  ['-team', 'is no name'],
  ['two  blanks', 'is no name'],
  ['dot.ted', 'is no name'],
  ['Ünïcode', 'is no name'],
  ['x'.repeat(65), 'has 65 characters'],
])('%j may not', (name, why) => {
  expect(mistakeInName(name)).toContain(why);
});

test.each([
  ['costs of search: 2026.', undefined],
  ['', 'may have letters'],
  ['a, b', 'may have letters'],
  ['x'.repeat(201), 'has 201 characters'],
])('a description %j', (text, why) => {
  if (why === undefined) expect(mistakeInDescription(text)).toBeUndefined();
  else expect(mistakeInDescription(text)).toContain(why);
});

describe('tags', () => {
  test('are keys and values; a value may be empty or hold a sign of equality', () => {
    expect(readTags(['team=search', 'empty=', 'url=a=b', 'cost center=x y'])).toEqual({
      kind: 'tags',
      tags: { team: 'search', empty: '', url: 'a=b', 'cost center': 'x y' },
    });
  });
  test('none is none', () => {
    expect(readTags([])).toEqual({ kind: 'tags', tags: {} });
  });
  test.each([
    ['no value', ['team'], '"team" is no tag; write key=value.'],
    ['no key', ['=x'], '"=x" is no tag; write key=value.'],
    ['a key twice', ['a=1', 'a=2'], 'The tag a is given twice.'],
    ["one of AWS's own", ['AWS:x=1'], 'begins with aws:'],
    ['a long key', [`${'k'.repeat(129)}=1`], 'has 129 characters'],
    ['a long value', [`k=${'v'.repeat(257)}`], 'has 257 characters'],
    ['a stray sign', ['team=search!'], 'may have letters'],
    ['too many', Array.from({ length: 201 }, (_, index) => `k${index}=v`), '201 tags are given'],
  ])('%s is a mistake', (_, words, why) => {
    expect(readTags(words)).toEqual({ kind: 'mistake', why: expect.stringContaining(why) as string });
  });
});
