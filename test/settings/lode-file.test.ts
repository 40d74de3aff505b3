import { describe, expect, test } from 'vitest';
import { LodeError } from '../../src/errors.ts';
import { parseSettings, readLodeFile } from '../../src/settings/lode-file.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeEntry } from '../support/fake-files.ts';

const path = '/home/ada/.config/lode/settings.json';

async function failureOf(entry: FakeEntry, extra: Record<string, FakeEntry> = {}): Promise<string> {
  const { files } = fakeSystem({ files: { [path]: entry, ...extra } });
  const error = await readLodeFile(files, 'user', path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LodeError)) throw new Error(`expected a LodeError, got ${String(error)}`);
  expect(error.failure.exit).toBe('user');
  return [`${error.failure.code}`, error.message, ...(error.failure.hints ?? [])].join('\n');
}

describe('a settings file reads well', () => {
  test.each([
    ['when it is missing', undefined, undefined],
    ['when it is empty', '', {}],
    ['when it is only white space', ' \n\n', {}],
    ['when it is only a comment', '// nothing yet\n', {}],
    ['when it starts with a byte order mark', '\uFEFF{"region":"eu-west-1"}', { region: 'eu-west-1' }],
    ['with comments and trailing commas', '{\n  // here\n  "region": "eu-west-1", /* and */\n}\n', { region: 'eu-west-1' }],
    ['with a schema', '{"$schema":"./x.json","region":"eu-west-1"}', { region: 'eu-west-1' }],
    ['with a colon inside a string', '{"awsAuthRefresh":"echo \\"a\\": \\"b\\""}', { awsAuthRefresh: 'echo "a": "b"' }],
  ])('%s', async (_, text, settings) => {
    const { files } = fakeSystem({ files: text === undefined ? {} : { [path]: text } });
    const file = await readLodeFile(files, 'user', path);
    expect(file.kind === 'read' ? file.content.settings : undefined).toEqual(settings);
  });
});

describe('a mistake in a settings file is told at its place', () => {
  test.each([
    [
      'a misspelt key, with the nearest',
      '{\n  "regoin": "eu-west-1"\n}\n',
      `settings.unknown-key
${path}:2:3: there is no setting "regoin".
  2 |   "regoin": "eu-west-1"
    |   ^
Did you mean "region"?
Edit ${path}, line 2.`,
    ],
    [
      'a key that is like no other, with all',
      '{"zzzzzzzzzzzz": 1}',
      `settings.unknown-key
${path}:1:2: there is no setting "zzzzzzzzzzzz".
  1 | {"zzzzzzzzzzzz": 1}
    |  ^
Known here: assistant, awsProfile, region, geography, residency, model, smallFastModel, smallFastModelRegion, models, awsAuthRefresh, awsCredentialExport, handover, bedrockDiscovery, endpoints, env, $schema, environments, defaultEnvironment, locked.
Edit ${path}, line 1.`,
    ],
    [
      'a misspelt key in an environment',
      '{ // mine\n  "environments": { "work": { "profile": "x", "awsProfil": "x" } } }',
      `settings.unknown-key
${path}:2:31: there is no setting "profile" in "environments.work".
  2 |   "environments": { "work": { "profile": "x", "awsProfil": "x" } } }
    |                               ^
Did you mean "awsProfile"?
Edit ${path}, line 2.`,
    ],
    [
      'a misspelt key in an object',
      '{"endpoints": {"stss": "https://x"}}',
      `settings.unknown-key
${path}:1:16: there is no setting "stss" in "endpoints".
  1 | {"endpoints": {"stss": "https://x"}}
    |                ^
Did you mean "sts"?
Edit ${path}, line 1.`,
    ],
    [
      'a wrong type',
      '{\r\n\t"region": 5\r\n}',
      `settings.wrong-value
${path}:2:12: "region" should be an AWS region such as eu-west-1, not the number 5.
  2 |  "region": 5
    |            ^
Edit ${path}, line 2.`,
    ],
    [
      'an invalid region',
      '{"region": "us east"}',
      `settings.wrong-value
${path}:1:12: "region" should be an AWS region such as eu-west-1, not "us east".
  1 | {"region": "us east"}
    |            ^
Edit ${path}, line 1.`,
    ],
    [
      'a list instead of settings',
      '[]',
      `settings.wrong-value
${path}:1:1: the file should be an object of settings, not a list.
  1 | []
    | ^
Edit ${path}, line 1.`,
    ],
    [
      'a key written twice',
      '{\n  "region": "eu-west-1",\n  "region": "us-east-1"\n}',
      `settings.broken
${path}:3:3: the key "region" is written twice in one object.
  3 |   "region": "us-east-1"
    |   ^
Edit ${path} at that place.`,
    ],
    [
      'a missing comma',
      '{\n  "region": "eu-west-1"\n  "model": "opus"\n}',
      `settings.broken
${path}:3:3: a comma is expected before this.
  3 |   "model": "opus"
    |   ^
Edit ${path} at that place.`,
    ],
    [
      'a string without end',
      '{"region": "eu-west-1',
      `settings.broken
${path}:1:12: this string is never closed.
  1 | {"region": "eu-west-1
    |            ^
Edit ${path} at that place.`,
    ],
    [
      'single quotes',
      "{'region': 1}",
      `settings.broken
${path}:1:2: this word is not JSON; strings need double quotes.
  1 | {'region': 1}
    |  ^
Edit ${path} at that place.`,
    ],
    [
      'a key that would change the nature of the object',
      '{"__proto__": {"awsAuthRefresh": "evil"}}',
      `settings.unknown-key
${path}:1:2: there is no setting "__proto__".
  1 | {"__proto__": {"awsAuthRefresh": "evil"}}
    |  ^
Known here: assistant, awsProfile, region, geography, residency, model, smallFastModel, smallFastModelRegion, models, awsAuthRefresh, awsCredentialExport, handover, bedrockDiscovery, endpoints, env, $schema, environments, defaultEnvironment, locked.
Edit ${path}, line 1.`,
    ],
    [
      'the same with a comment',
      '{"env": {"__proto__": "x"}} // c',
      `settings.bad-name
${path}:1:10: the key "env.__proto__" should be a variable name (letters, digits and _).
  1 | {"env": {"__proto__": "x"}} // c
    |          ^
Edit ${path}, line 1.`,
    ],
    [
      'a lock outside the managed file',
      '{"locked": ["region"]}',
      `settings.locked-outside
${path} has the key "locked", which only a managed settings file may have.
Remove "locked" from ${path}.`,
    ],
    [
      'an unknown name in a lock',
      '{"locked": ["regoin"]}',
      `settings.unknown-key
${path}:1:2: there is no setting "regoin" in "locked".
  1 | {"locked": ["regoin"]}
    |  ^
Did you mean "region"?
Edit ${path}, line 1.`,
    ],
  ])('%s', async (_, text, message) => {
    expect(await failureOf(text)).toBe(message);
  });
});

describe('a settings file that cannot be read is told with the remedy', () => {
  test.each<[string, FakeEntry, string]>([
    [
      'denied',
      { unreadable: 'denied' },
      `settings.file-denied\n${path} cannot be read: you are not allowed to read it.\nLook at its owner and mode: ls -l ${path}`,
    ],
    [
      'a FIFO',
      { unreadable: 'not-a-file' },
      `settings.file-not-a-file\n${path} cannot be read: it is not a regular file.\nMove it away, then write a settings file there: ls -ld ${path}`,
    ],
    [
      'a folder',
      { folder: true },
      `settings.file-not-a-file\n${path} cannot be read: it is not a regular file.\nMove it away, then write a settings file there: ls -ld ${path}`,
    ],
    [
      'a link that leads to itself',
      { link: path },
      `settings.file-link-loop\n${path} cannot be read: its symbolic links lead in a circle.\nLook where they lead: ls -l ${path}`,
    ],
    [
      'ten megabytes',
      `{"model": "${'x'.repeat(10_000_000)}"}`,
      `settings.file-too-large\n${path} cannot be read: it is far too large to be settings (10000013 bytes, more than 2097152).\nMove it away or cut it down.`,
    ],
    ['NUL bytes', '{"model": "a\0b"}', `settings.file-binary\n${path} cannot be read: it is not UTF-8 text.\nSave it as UTF-8 text, without NUL bytes.`],
    [
      'a failing disk',
      { unreadable: 'io', detail: 'EIO' },
      `settings.file-io\n${path} cannot be read: the system says EIO.\nTry to read it by hand: cat ${path}`,
    ],
  ])('%s', async (_, entry, message) => {
    expect(await failureOf(entry)).toBe(message);
  });

  test('but a good link is followed', async () => {
    const { files } = fakeSystem({ files: { [path]: { link: '/dot/lode.json' }, '/dot/lode.json': '{"region":"eu-west-1"}' } });
    expect(await readLodeFile(files, 'user', path)).toMatchObject({ kind: 'read', content: { settings: { region: 'eu-west-1' } } });
  });
});

describe('hostile depth', () => {
  test.each([
    ['plain', `{"env": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['with a comment', `{"env": ${'['.repeat(200_000)}${']'.repeat(200_000)}} // c`],
    ['objects', `{"env": ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
  ])('%s is an error of the file, not of lode', async (_, text) => {
    await expect(parseSettings(path, text)).rejects.toBeInstanceOf(LodeError);
  });
});

test('the line shown with a mistake keeps secrets to itself', async () => {
  const message = await failureOf('{"env":{"API_TOKEN":"hunter2-hunter2","P":"http://a:pw@h"},"x":1}');
  expect(message).toContain('"API_TOKEN":"***************"');
  expect(message).not.toMatch(/hunter2|pw@host/);
});

describe('a file made to waste time is refused at once', () => {
  test.each([
    ['comments that are never closed', '/*'.repeat(1_000_000)],
    ['escaped quotes in a string that is never closed', `"${'\\"'.repeat(1_000_000)}`],
    ['white space before every comma', `{"a":1${' '.repeat(2_000_000)},`],
    ['a key as long as the file', `{"${'k'.repeat(2_000_000)}":1}`],
    ['a line as long as the file', `{"env":{${'"A_TOKEN":"x",'.repeat(140_000)}`],
    ['opening quotes', '"'.repeat(2_000_001)],
  ])(
    '%s',
    async (_, text) => {
      const message = await failureOf(text);
      expect(message.length).toBeLessThan(2_000);
    },
    10_000,
  );
});
