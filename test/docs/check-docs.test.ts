import { expect, test, vi } from 'vitest';
import { checkDocs } from '../../scripts/docs/check-docs.ts';

test('a page that is none is named, and nothing is called well', async () => {
  const shown: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => shown.push(String(text)) > 0);
  const fetchClaude = (): Promise<string> => Promise.reject(new Error('not for a page that is none'));
  expect(await checkDocs({ root: '.', dist: 'nowhere', fetchClaude, update: false, only: ['README.md', 'docs/setpu.md'] })).toBe(2);
  spy.mockRestore();
  expect(shown.join('')).toMatch(/^There is no page docs\/setpu\.md; there are: README\.md, docs\/adding-a-check\.md/);
});
