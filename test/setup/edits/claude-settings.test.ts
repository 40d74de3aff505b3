import { describe, expect, test } from 'vitest';
import { formatRefused } from '../../../src/auth/credentials-format.ts';
import { profileCredentialsCommand } from '../../../src/launcher/credentials-command.ts';
import type { EditInput } from '../../../src/setup/edits/edit-input.ts';
import type { SetupChoice } from '../../../src/setup/setup-choice.ts';
import type { FakeMachine } from '../../support/fake-system.ts';
import { handOverInput } from '../../launcher/hand-over-input.ts';
import { claudeSettings as path, plan, planOf, written } from './plan.ts';

const { models } = handOverInput();
const known: Omit<EditInput, 'choice'> = { models, session: { region: 'eu-west-1', endpoints: {} } };
const wish: Partial<SetupChoice> = { region: 'eu-west-1', extras: ['claude-settings'] };
const ambient = (name: 'bearer-token' | 'instance-role'): Partial<SetupChoice> => ({ ...wish, source: { kind: 'ambient', name } });

const of = (text: string): FakeMachine => ({ files: { [path]: text } });
const after = async (text: string, choice = wish, more = known): Promise<string | undefined> => (await planOf(path, choice, of(text), more))?.after;
const notes = async (text: string, choice = wish): Promise<readonly string[]> => (await plan(choice, of(text), known)).notes;

const command = `/usr/bin/node /usr/lib/node_modules/lode/dist/bin.js credentials --format export --aws-profile work --region eu-west-1 || printf '%s\\n' '${formatRefused('export').trim()}'`;

describe("Claude Code's own settings", () => {
  test('say what a launch says, and let lode hand over the credentials', async () => {
    const document = JSON.parse((await after('')) ?? '') as { env: Record<string, string> };
    expect(document).toMatchObject({ env: { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1' }, awsCredentialExport: command });
    expect([document.env['ANTHROPIC_MODEL'], document.env['ANTHROPIC_DEFAULT_HAIKU_MODEL']]).toEqual([models.main.id, models.small.id]);
    // What Claude Code starts keeps the user's own identity, and no sign-in is started for the wrong one.
    expect([document.env['AWS_PROFILE'], 'awsAuthRefresh' in document]).toEqual([undefined, false]);
  });

  test('name the environment whose profile it is', async () => {
    expect(await after('', { ...wish, environment: 'home' })).toContain('--aws-profile work -e home --region eu-west-1 ||');
  });

  test('pin no model before there is one', async () => {
    expect(JSON.parse((await after('', ambient('instance-role'), {})) ?? '')).toEqual({ env: { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1' } });
  });

  test('are where CLAUDE_CONFIG_DIR says', async () => {
    const edit = await planOf('/etc/claude/settings.json', wish, { env: { CLAUDE_CONFIG_DIR: '/etc/claude' } }, known);
    expect(edit).toMatchObject({ before: undefined, newMode: 0o600, why: 'Claude Code where lode does not start it' });
  });

  test('keep what else they say, in its order and form', async () => {
    const text = '\uFEFF{\r\n\t"permissions": { "allow": ["Bash(ls)"] },\r\n\t"env": { "MINE": "1", "AWS_REGION": "us-east-1" },\r\n\t"model": "opus"\r\n}';
    const got = (await after(text)) ?? '';
    expect(got.startsWith('\uFEFF{\r\n\t"permissions": { "allow": ["Bash(ls)"] },\r\n\t"env": { "MINE": "1", "AWS_REGION": "eu-west-1"')).toBe(true);
    expect(got).toContain('\r\n\t"model": "opus",\r\n\t"awsCredentialExport": ');
    expect(got.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('are left as they are the second time', async () => {
    const system = await written(wish, of('{ "env": {} }'), known);
    expect(await after(system.text(path) ?? '')).toBeUndefined();
  });

  test('hold no command of lode any more once credentials come from elsewhere, with or without the extra', async () => {
    const text = (await written(wish, of('{ "theme": "dark" }'), known)).text(path) ?? '';
    expect(JSON.parse((await after(text, ambient('instance-role'))) ?? '')).not.toHaveProperty('awsCredentialExport');
    const plain = await after(text, { ...ambient('instance-role'), extras: [] });
    expect(JSON.parse(plain ?? '')).toEqual({ ...(JSON.parse(text) as object), awsCredentialExport: undefined });
  });

  test.each(['linux', 'win32'] as const)('hold none either that a lode wrote which was moved since, on %s', async (platform) => {
    const moved = profileCredentialsCommand(
      { platform, nodePath: "/it's/node", programPath: "/it's gone/bin.js" },
      { profile: 'work', environment: 'x', region: undefined },
    );
    expect(await after(JSON.stringify({ awsCredentialExport: moved, a: 1 }), ambient('instance-role'))).not.toContain('awsCredentialExport');
  });

  test('are found from any folder where CLAUDE_CONFIG_DIR starts from this one', async () => {
    expect((await plan(wish, { env: { CLAUDE_CONFIG_DIR: 'c' } }, known)).edits.map((edit) => edit.path)).toContain('/home/ada/project/c/settings.json');
  });

  test("keep somebody else's command", async () => {
    expect(await after('{ "awsCredentialExport": "get-keys" }', { ...ambient('instance-role'), extras: [] })).toBeUndefined();
    expect(JSON.parse((await after('{ "awsCredentialExport": "get-keys" }', ambient('instance-role'))) ?? '')).toMatchObject({
      awsCredentialExport: 'get-keys',
    });
  });
});

describe("Claude Code's own settings are left alone, and that is said", () => {
  test.each<[string, string, RegExp]>([
    ['broken', '{ "env": ', /^\S+ was left alone: .+\.$/],
    ['with a key twice', '{ "env": {}, "env": {} }', /the key "env" is written twice/],
    ['no object', '[]', /it is not a JSON object\.$/],
    ['with variables that are none', '{ "env": "AWS_REGION=x" }', /key env, is no object of variables/],
  ])('%s', async (_, text, note) => {
    expect(await after(text)).toBeUndefined();
    expect((await notes(text)).join('\n')).toMatch(note);
  });
  test('unreadable', async () => {
    const { edits, notes: said } = await plan(wish, { files: { [path]: { unreadable: 'binary' } } }, known);
    expect([edits.map((edit) => edit.path).includes(path), said.join()]).toEqual([false, expect.stringContaining('cannot be read as text')]);
  });
});

describe('what is left to the person', () => {
  test.each<[string, string, Partial<SetupChoice>, string]>([
    ['signing in', '{}', wish, 'Outside lode, Claude Code cannot ask for a sign-in that profile work may need: lode --aws-profile work login'],
    [
      'a key that belongs in no file',
      '{}',
      ambient('bearer-token'),
      'Outside lode, Claude Code has its credentials only where AWS_BEARER_TOKEN_BEDROCK is in its environment: a key belongs in no file.',
    ],
    [
      'a variable that beats the rest',
      '{ "env": { "CLAUDE_CODE_USE_VERTEX": "1" } }',
      wish,
      `${path}, key env.CLAUDE_CODE_USE_VERTEX, was left as it is, and would choose another provider where lode does not start Claude Code.`,
    ],
    [
      'a sign-in that runs by another identity',
      '{ "awsAuthRefresh": "aws sso login" }',
      wish,
      `${path}, key awsAuthRefresh, was left as it is: Claude Code runs it by your own AWS identity, whatever becomes of profile work.`,
    ],
    [
      'a comment, at which Claude Code skips the file',
      '{ /* mine */ }',
      wish,
      `${path} has comments or trailing commas, and Claude Code reads strict JSON: it skips the whole file until they are gone.`,
    ],
    [
      'strict residency',
      '{}',
      { ...wish, residency: 'strict' },
      'Residency strict is kept by what lode starts. In Claude Code started otherwise, whoever types /model can choose any model.',
    ],
  ])('%s', async (_, text, choice, note) => expect(await notes(text, choice)).toContain(note));

  test('nothing, where credentials are found by themselves', async () => expect(await notes('{}', ambient('instance-role'))).toEqual([]));
  test('nothing of a key that is meant to be there', async () => {
    expect(await notes('{ "env": { "AWS_BEARER_TOKEN_BEDROCK": "x" } }', ambient('bearer-token'))).toHaveLength(1);
  });
});
