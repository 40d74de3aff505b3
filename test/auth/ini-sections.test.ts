import { loadSharedConfigFiles } from '@smithy/core/config';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseIniSections } from '../../src/auth/ini-sections.ts';
import { joinProfiles } from '../../src/auth/profiles.ts';

/** The sections as plain objects, title → keys. */
function read(text: string): Record<string, Record<string, string>> {
  return Object.fromEntries(parseIniSections(text).sections.map(({ title, keys }) => [title, Object.fromEntries(keys)]));
}

describe('what is read', () => {
  test.each<[string, string, Record<string, Record<string, string>>]>([
    [
      'a start URL keeps its #',
      '[sso-session s]\nsso_start_url = https://d-1.awsapps.com/start#/\n',
      { 'sso-session s': { sso_start_url: 'https://d-1.awsapps.com/start#/' } },
    ],
    ['a comment may follow a value after white space', '[a]\nregion = eu-west-1 # home\n', { a: { region: 'eu-west-1' } }],
    ['a semicolon comments like a #', '[a] ; mine\nregion = eu-west-1\t; home\n; all\n', { a: { region: 'eu-west-1' } }],
    ['a value may hold =', '[a]\ncredential_process = get --as=json\n', { a: { credential_process: 'get --as=json' } }],
    ['Windows line ends are line ends', '[a]\r\nregion = eu-west-1\r\n', { a: { region: 'eu-west-1' } }],
    ['a byte order mark is not part of the first header', '\uFEFF[a]\nregion = eu-west-1\n', { a: { region: 'eu-west-1' } }],
    ['keys may all be indented', '[a]\n  region = eu-west-1\n  output = json\n', { a: { region: 'eu-west-1', output: 'json' } }],
    ['an indented header is a header', '[a]\nregion = eu-west-1\n  [b]\nregion = eu-west-2\n', { a: { region: 'eu-west-1' }, b: { region: 'eu-west-2' } }],
    [
      'keys below a key without a value are its own',
      '[a]\ns3 =\n  addressing_style = path\nregion = eu-west-1\n',
      { a: { 's3.addressing_style': 'path', region: 'eu-west-1' } },
    ],
    ['a new section ends the nesting', '[a]\ns3 =\n[b]\n  region = eu-west-1\n', { a: {}, b: { region: 'eu-west-1' } }],
    ['key names are not case-sensitive', '[a]\nRegion = EU\n', { a: { region: 'EU' } }],
    ['the last of two equal keys counts', '[a]\nregion = eu-west-1\nregion = eu-west-2\n', { a: { region: 'eu-west-2' } }],
    ['an empty text has no sections', '', {}],
  ])('%s', (_, text, sections) => {
    expect(parseIniSections(text).problems).toEqual([]);
    expect(read(text)).toEqual(sections);
  });
});

test.each<[string, string, readonly { line: number; what: string }[]]>([
  ['a line that is neither header nor key', '[a]\nregion eu-west-1\n', [{ line: 2, what: 'expected "key = value"' }]],
  ['a key without a name', '[a]\n= x\n', [{ line: 2, what: 'expected "key = value"' }]],
  ['a key before any section', 'region = eu-west-1\n', [{ line: 1, what: 'a key stands before the first [section]' }]],
  [
    'a header that does not close',
    '[a\nregion = x\n',
    [
      { line: 1, what: 'a section header needs the form [name]' },
      { line: 2, what: 'a key stands before the first [section]' },
    ],
  ],
  ['a header with a comment stuck to it, which the SDK does not take for a header', '[a]#c\n', [{ line: 1, what: 'a section header needs the form [name]' }]],
  ['an empty header', '[]\n', [{ line: 1, what: 'a section header needs the form [name]' }]],
])('named with its line: %s', (_, text, problems) => {
  expect(parseIniSections(text).problems).toEqual(problems);
});

describe('the same profiles as the SDK reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lode-ini-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function bySdk(config: string, credentials: string): Promise<unknown> {
    const [configFilepath, filepath] = [join(folder, 'config'), join(folder, 'credentials')];
    writeFileSync(configFilepath, config);
    writeFileSync(filepath, credentials);
    const { configFile, credentialsFile } = await loadSharedConfigFiles({ configFilepath, filepath, ignoreCache: true });
    const all: Record<string, Record<string, string | undefined>> = {};
    for (const file of [configFile, credentialsFile]) {
      for (const [name, keys] of Object.entries(file)) if (!/^(sso-session|services|profile)\./.test(name)) all[name] = { ...all[name], ...keys };
    }
    return all;
  }

  function byLode(config: string, credentials: string): unknown {
    const { profiles } = joinProfiles(parseIniSections(config), parseIniSections(credentials));
    // The SDK forgets a section without keys.
    return Object.fromEntries([...profiles].filter(([, { keys }]) => keys.size > 0).map(([name, { keys }]) => [name, Object.fromEntries(keys)]));
  }

  const key = fc.constantFrom('region', 'sso_start_url', 'role_arn', 's3', 'credential_process', 'output');
  const value = fc.constantFrom('eu-west-1', 'https://d-1.awsapps.com/start#/', 'a = b', 'x#y', '#no', 'json ; said', '', 'a  b', '"q"', '{');
  const pair = fc.tuple(fc.constantFrom('', ' ', '\t', '   '), key, fc.constantFrom('=', ' = ', '  =', '= '), value).map((parts) => parts.join(''));
  const header = fc.constantFrom(
    '[default]',
    '[profile default]',
    '[profile a]',
    '[profile "a"]',
    "[profile 'b']",
    '[profile  a]',
    '[profile a b]',
    '[work]',
    '[a]',
    '[ a ]',
    '[sso-session a]',
    '[services s]',
    '  [profile b]',
    '[profile a] # said',
    '[profile a]#said',
    '[profile a',
    '[]',
    '[b/c@d.e]',
  );
  const noise = fc.constantFrom('', '# comment', '  ; comment', 'no sense', '=', '= x', 'a');
  const text = fc
    .tuple(fc.array(fc.oneof({ weight: 4, arbitrary: pair }, { weight: 3, arbitrary: header }, noise), { maxLength: 14 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, end]) => lines.join(end));

  test('for any mixture of lines', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (config, credentials) => {
        expect(byLode(config, credentials)).toEqual(await bySdk(config, credentials));
      }),
      { numRuns: 300 },
    );
  });
});
