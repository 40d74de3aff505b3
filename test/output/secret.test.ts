import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { format, inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { LodeError } from '../../src/errors.ts';
import { explain } from '../../src/output/error-text.ts';
import { Secret } from '../../src/secret.ts';
import { fakeSystem } from '../support/fake-system.ts';

const secret = new Secret('canary');

function printed(...values: readonly unknown[]): string {
  const stream = new PassThrough();
  new Console(stream).log(...values);
  return String(stream.read());
}

function shownAsError(error: unknown): string {
  const system = fakeSystem();
  explain(system, error, true);
  return system.stderr();
}

describe('a secret does not come out of', () => {
  test.each<[string, () => string]>([
    ['a template', () => `${secret}`],
    ['a sum of strings', () => '' + String(secret)],
    ['join', () => [secret].join()],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['inspect', () => inspect(secret, { depth: 9, showHidden: true })],
    ['inspect of what holds it', () => inspect({ a: { b: new Map([['c', secret]]) } }, { depth: 9, showHidden: true })],
    ['inspect past its own rules', () => inspect(secret, { customInspect: false, showHidden: true, depth: 9 })],
    ['format', () => format('%s %o %O %j %d', secret, secret, secret, secret, secret)],
    ['the console', () => printed(secret, { secret }, [secret])],
    ['a spread', () => JSON.stringify({ ...secret })],
    ['its keys and values', () => JSON.stringify([Object.keys(secret), Object.values(secret), Object.getOwnPropertyNames(secret), Object.entries(secret)])],
    ['a copy of it', () => inspect([structuredClone({ secret }), Object.assign({}, secret)], { depth: 9, showHidden: true })],
    ['an error that carries it', () => inspect(new Error('wrong', { cause: secret }), { depth: 9 })],
    ["lode's own error that carries it", () => shownAsError(new LodeError({ code: 'x', exit: 'user', message: `wrong: ${secret}` }, { cause: { secret } }))],
    ['a bug that carries it', () => shownAsError(new TypeError(`wrong: ${secret}`, { cause: secret }))],
    ['a comparison, a number, a length', () => String([Number(secret), String(secret).length, String(secret) < 'z'])],
  ])('%s', (_, text) => {
    expect(text()).not.toContain('canary');
  });
});

test('it comes out of reveal, and shows as [secret] elsewhere', () => {
  expect([secret.reveal(), String(secret), JSON.stringify(secret), inspect(secret)]).toEqual(['canary', '[secret]', '"[secret]"', '[secret]']);
});

test('a secret of another copy of the class is still one', () => {
  const other = Object.assign(Object.create(null) as object, { brand: 'lode.Secret', reveal: () => 'canary' });
  expect([other instanceof Secret, secret instanceof Secret, {} instanceof Secret]).toEqual([true, true, false]);
});
