import { describe, expect, test } from 'vitest';
import type { SetupChoice } from '../../../src/setup/setup-choice.ts';
import type { FakeEntry } from '../../support/fake-files.ts';
import { plan, written } from './plan.ts';

const code = '/home/ada/.config/Code/User/settings.json';
const extension = { '/home/ada/.vscode/extensions/anthropic.claude-code-2.1.329/package.json': '{}' };
const wish: Partial<SetupChoice> = { region: 'eu-west-1', extras: ['editor'] };
const bedrock = { name: 'CLAUDE_CODE_USE_BEDROCK', value: '1' };
const region = { name: 'AWS_REGION', value: 'eu-west-1' };

async function result(
  text: string | undefined,
  choice = wish,
): Promise<{ readonly content: unknown; readonly after: string | undefined; readonly notes: readonly string[] }> {
  const files: Record<string, FakeEntry> = text === undefined ? extension : { ...extension, [code]: text };
  const { edits, notes } = await plan(choice, { files });
  const after = edits.find(({ path }) => path === code)?.after;
  return { content: after === undefined ? undefined : JSON.parse(after.replace(/^\uFEFF/, '').replace(/\/\/.*/g, '')), after, notes };
}

describe('an editor with the extension', () => {
  test.each<[string, string | undefined, Partial<SetupChoice>, readonly object[]]>([
    ['runs it on Bedrock, as the profile', undefined, wish, [bedrock, region, { name: 'AWS_PROFILE', value: 'work' }]],
    ['names no profile where Claude Code’s own settings hand credentials over', '{}', { ...wish, extras: ['editor', 'claude-settings'] }, [bedrock, region]],
    ['names none where credentials are found', '{}', { ...wish, source: { kind: 'ambient', name: 'instance-role' } }, [bedrock, region]],
    [
      'keeps other variables and their order',
      '{ "claudeCode.environmentVariables": [{ "name": "AWS_REGION", "value": "x" }, { "name": "A", "value": "b" }] }',
      { ...wish, source: { kind: 'ambient', name: 'container' } },
      [region, { name: 'A', value: 'b' }, bedrock],
    ],
  ])('%s', async (_, text, choice, variables) => {
    expect((await result(text, choice)).content).toMatchObject({ 'claudeCode.disableLoginPrompt': true, 'claudeCode.environmentVariables': variables });
  });

  test('keeps comments, line ends and a byte order mark', async () => {
    const { after } = await result('\uFEFF{\r\n\t// mine\r\n\t"editor.tabSize": 2 // two\r\n}\r\n');
    expect(after).toMatch(/^\uFEFF\{\r\n\t\/\/ mine\r\n\t"editor.tabSize": 2, \/\/ two\r\n\t"claudeCode\.disableLoginPrompt": true,\r\n/);
  });

  test('is left as it is the second time', async () => {
    const system = await written(wish, { files: extension });
    expect((await result(system.text(code))).after).toBeUndefined();
  });

  test.each<[string, string, RegExp, unknown]>([
    ['a broken file', '{ "a" ', /settings\.json was left alone: /, undefined],
    ['variables in another form', '{ "claudeCode.environmentVariables": { "A": "b" } }', /was left as it is: it should be a list/, { A: 'b' }],
    [
      'variables with a secret',
      '{ "claudeCode.environmentVariables": [{ "name": "MY_TOKEN", "value": "s3cr3t" }] }',
      /since it holds a secret/,
      [{ name: 'MY_TOKEN', value: 's3cr3t' }],
    ],
  ])('is told of: %s', async (_, text, note, variables) => {
    const { content, notes } = await result(text);
    expect(notes.join('\n')).toMatch(note);
    expect(content).toEqual(variables === undefined ? undefined : { 'claudeCode.disableLoginPrompt': true, 'claudeCode.environmentVariables': variables });
  });
});

test('an editor without the extension is not touched, and that is said', async () => {
  const { edits, notes } = await plan(wish, { files: { [code]: '{ "claudeCode.disableLoginPrompt": false }' } });
  expect(edits.map(({ path }) => path)).not.toContain(code);
  expect(notes).toEqual(["No editor here has Claude Code's extension, so there was none to set up."]);
});
