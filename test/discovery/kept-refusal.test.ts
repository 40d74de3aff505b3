import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene({ errors: [{ id: 'discovery' }] });
  expect((await scene.run(['claude', '-p', 'hi'])).code).toBe(0);
});
afterEach(() => scene.close());

const listings = (): number => scene.sandbox.log().filter(({ operation }) => operation === 'ListInferenceProfiles').length;

/** Makes the kept refusal so many minutes old. */
function age(minutes: number): void {
  const folder = scene.path('.cache/lode/models');
  const path = join(folder, readdirSync(folder).find((file) => /^aws\..*\.json$/.test(file)) ?? '');
  const { refused, why } = JSON.parse(readFileSync(path, 'utf8')) as { refused: number; why: string };
  writeFileSync(path, JSON.stringify({ refused: refused - minutes * 60_000, why }));
}

describe('an account that refused its list half an hour ago', () => {
  beforeEach(() => {
    age(30);
    scene.sandbox.set({ errors: [] });
  });

  test.each([
    ['models', 'list', '--no-access'],
    ['models', 'resolve', 'opus'],
    ['models', 'access', 'opus'],
  ])('is asked again by lode %s %s', async (...words) => {
    const { code, stderr } = await scene.run(words);
    expect({ code, guess: stderr.includes('guess'), asked: listings() }).toEqual({ code: 0, guess: false, asked: 4 });
  });

  test('is left alone by a launch', async () => {
    const { code, stderr } = await scene.run(['claude', '-p', 'hi']);
    expect({ code, guess: stderr.includes('guess'), asked: listings() }).toEqual({ code: 0, guess: true, asked: 2 });
  });
});

test('a refusal of this minute is shown with its time, and lode models refresh asks all the same', async () => {
  scene.sandbox.set({ errors: [] });
  const { stderr } = await scene.run(['models', 'list', '--no-access']);
  expect(stderr).toMatch(
    /^lode: The reason, as it was told at <time>: ListInferenceProfiles in eu-west-1: AccessDenied.* It needs the action bedrock:ListInferenceProfiles\. Ask again: lode models refresh$/m,
  );
  expect(listings()).toBe(2);
  expect((await scene.run(['models', 'refresh'])).code).toBe(0);
  expect((await scene.run(['models', 'list', '--no-access'])).stderr).not.toContain('guess');
});
