import { expect, test } from 'vitest';
import { beatenBy, findStronger, type ModelPlace } from '../../src/settings/beaten-by.ts';
import { describeOrigin } from '../../src/settings/origin.ts';
import { fakeSystem } from '../support/fake-system.ts';

const user = '/home/ada/.config/lode/settings.json';
const project = '/home/ada/project/.lode/settings.json';
const local = '/home/ada/project/.lode/settings.local.json';
const environments = '{ "model": "a", "models": { "opus": "x" }, "defaultEnvironment": "work", "environments": { "work": { "model": "b" }, "home": {} } }';
const own = (key: ModelPlace['key'], environment?: string): ModelPlace => ({ path: user, key, environment });

test.each<[string, ModelPlace, Record<string, string>, Record<string, string>, string | undefined]>([
  ['nobody else', own('model'), { [user]: '{ "model": "a" }' }, {}, undefined],
  ['a variable', own('model'), { [user]: '{ "model": "a" }' }, { LODE_MODEL: 'b' }, 'LODE_MODEL'],
  ['a project', own('smallFastModel'), { [user]: '{ "smallFastModel": "a" }', [project]: '{ "smallFastModel": "b" }' }, {}, `${project}, key smallFastModel`],
  [
    'the project’s local file, for another name only',
    own('models.opus'),
    { [user]: '{ "models": { "opus": "a" } }', [local]: '{ "models": { "fable": "b" } }' },
    {},
    undefined,
  ],
  [
    'the project’s local file',
    own('models.opus'),
    { [user]: '{ "models": { "opus": "a" } }', [local]: '{ "models": { "opus": "b" } }' },
    {},
    `${local}, key models`,
  ],
  ['the chosen environment of the same file', own('model'), { [user]: environments }, {}, `${user}, key environments.work.model`],
  ['nobody, inside that environment', own('model', 'work'), { [user]: environments }, {}, undefined],
  ['nobody, where the environment says nothing', own('models.opus'), { [user]: environments }, {}, undefined],
])('what was written is beaten by %s', async (_, place, files, env, stronger) => {
  const found = await findStronger(fakeSystem({ files, env }), place);
  expect(found && describeOrigin(found)).toBe(stronger);
});

test('where nobody says anything, nobody decides', () => {
  expect(['model', 'smallFastModel', 'models.opus'].map((key) => beatenBy({}, own(key as ModelPlace['key'])))).toEqual([undefined, undefined, undefined]);
});
