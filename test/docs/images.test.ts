import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../scripts/docs/sessions/index.ts';

const folder = 'docs/images';
const pictures = readdirSync(folder).filter((name) => name.endsWith('.svg'));

test('every recorded session has its picture, and every picture its session', () => {
  expect(pictures.map((name) => name.replace(/\.svg$/, '')).toSorted()).toEqual(Object.keys(sessions).toSorted());
});

describe.each(pictures)('%s', (name) => {
  const svg = readFileSync(`${folder}/${name}`, 'utf8');

  test('is small enough to be loaded with a page', () => expect(Buffer.byteLength(svg)).toBeLessThan(200_000));

  test('names no folder of the machine that made it', () => {
    expect(svg).not.toMatch(/\/(tmp|root|var|Users|private)\//);
    expect(svg.match(/\/home\/\w+/g)?.filter((path) => path !== '/home/ana') ?? []).toEqual([]);
  });
});
