import { expect, test } from 'vitest';
import { tokenCount } from '../../src/output/token-count.ts';

test.each([
  [1_000_000, '1M'],
  [1_048_576, '1M'],
  [1_500_000, '1.5M'],
  [200_000, '200K'],
  [128_000, '128K'],
  [131_072, '128K'],
  [4096, '4K'],
  [8192, '8K'],
  [512, '512'],
])('%i tokens are %s', (tokens, text) => {
  expect(tokenCount(tokens)).toBe(text);
});
