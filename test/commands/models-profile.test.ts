import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtProgram } from '../support/run-lode.ts';
import { startPty } from '../support/pty.ts';
import { setScene, type Scene, type Shown } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const settingsPath = '.config/lode/settings.json';
const settings = (): string => readFileSync(scene.path(settingsPath), 'utf8');
const profile = (...words: readonly string[]): Promise<Shown> => scene.run(['models', 'profile', ...words]);
const create = (...words: readonly string[]): Promise<Shown> => profile('create', 'team', '--from', 'opus', '--yes', ...words);
const calls = (): readonly string[] => scene.sandbox.log().map(({ operation }) => operation);
const madeIn = (log: readonly string[]): number => log.filter((operation) => operation === 'CreateInferenceProfile').length;

function data(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('create', () => {
  test('shows what will be made, makes it, names it in the settings and says what a policy needs', async () => {
    scene.write(settingsPath, '{\n  // mine\n  "awsProfile": "sandbox",\n  "region": "eu-west-1"\n}\n');
    const { code, stdout, stderr } = await create('--tag', 'team=search', '--description', 'costs of search');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile\/\w+\n$/);
    expect(stderr.replaceAll(stdout.trim(), '<arn>')).toMatchSnapshot();
    expect(settings()).toContain('// mine');
    expect(settings()).toContain(`"team": "${stdout.trim()}"`);
    expect((await scene.run(['config', 'undo'])).code).toBe(0);
    expect(settings()).not.toContain('team');
  });

  test('the next launch takes it by its name, and asks for no list', async () => {
    const arn = (await create()).stdout.trim();
    const before = calls().length;
    const { stdout } = await scene.run(['--model', 'team', '--dry-run', 'claude']);
    expect(stdout).toContain(`ANTHROPIC_MODEL=${arn}`);
    expect(calls().slice(before)).not.toContain('ListInferenceProfiles');
  });

  test('a second time finds what is there', async () => {
    const [first, second] = [await create('--tag', 'a=b'), await create('--tag', 'a=c')];
    expect(second.code).toBe(0);
    expect(second.stdout).toBe(first.stdout);
    expect(second.stderr).toContain('team is there already, over the same model (its tags stay as they are); none was made.');
    expect(madeIn(calls())).toBe(1);
  });

  test('over another model the name is taken', async () => {
    await create();
    const { code, stderr } = await profile('create', 'team', '--from', 'sonnet', '--yes');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('There is a profile team over another model') as string });
    expect(madeIn(calls())).toBe(1);
  });

  test('with the long window, the name has it too', async () => {
    const { stdout } = await profile('create', 'Long One', '--from', 'opus[1m]', '--yes');
    expect(settings()).toContain(`"Long-One": "${stdout.trim()}[1m]"`);
  });

  test('inside an environment, the name is written there', async () => {
    scene.write(settingsPath, '{ "awsProfile": "sandbox", "region": "eu-west-1", "environments": { "north": { "region": "eu-north-1" } } }');
    const { stdout } = await create('-e', 'north');
    expect(stdout).toContain(':eu-north-1:');
    expect(data(settings())['environments']).toEqual({ north: { region: 'eu-north-1', models: { team: stdout.trim() } } });
  });

  test('--no-alias leaves the settings as they are', async () => {
    const before = settings();
    expect((await create('--no-alias')).code).toBe(0);
    expect(settings()).toBe(before);
  });

  test('--json is the same as data', async () => {
    const { stdout } = await create('--json', '--alias', 'mine', '--tag', 'team=search');
    expect(data(stdout)).toMatchObject({
      schema: 1,
      made: true,
      name: 'team',
      account: '111122223333',
      region: 'eu-west-1',
      from: { id: 'eu.anthropic.claude-opus-5-5', model: 'claude-opus-5-5', geography: 'eu' },
      tags: { team: 'search' },
      alias: 'mine',
      policy: {
        profile: data(stdout)['arn'],
        models: expect.arrayContaining(['arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-opus-5-5']) as string[],
      },
    });
  });

  test('with nobody to ask and no --yes, nothing is made', async () => {
    const { code, stderr } = await profile('create', 'team', '--from', 'opus');
    expect({ code, made: madeIn(calls()) }).toEqual({ code: 2, made: 0 });
    expect(stderr).toContain('No profile was made: it has to be agreed to, and there is nobody to ask.');
  });

  test.each([
    ['y\r', 0, 1],
    ['n\r', 130, 0],
    ['\x03', 130, 0],
  ])('a person who answers %j ends with %i', async (keys, code, made) => {
    const env = { ...scene.sandbox.env(), HOME: scene.home, PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' };
    const pty = startPty(process.execPath, [builtProgram(), 'models', 'profile', 'create', 'team', '--from', 'opus'], { env, cwd: scene.path('project') });
    await pty.waitFor(/Make it\?/);
    pty.type(keys);
    expect((await pty.ended).code).toBe(code);
    expect(madeIn(calls())).toBe(made);
  });

  test.each<[string, readonly string[], number, string]>([
    ['a name that AWS does not take', ['create', 'a.b', '--from', 'opus', '--yes'], 2, '"a.b" is no name for a profile'],
    ['a tag without a value', ['create', 'team', '--from', 'opus', '--tag', 'x', '--yes'], 2, '"x" is no tag; write key=value.'],
    ['an empty description', ['create', 'team', '--from', 'opus', '--description', '', '--yes'], 2, 'The description may have letters'],
    ['an alias with a blank', ['create', 'team', '--from', 'opus', '--alias', 'a b', '--yes'], 2, 'a name without spaces'],
    ['no model', ['create', 'team', '--yes'], 2, '--from'],
    ['a model that is none', ['create', 'team', '--from', 'opsu', '--yes'], 1, 'Did you mean opus?'],
    [
      'one that leaves what is allowed',
      ['create', 'team', '--from', 'global.anthropic.claude-opus-5-5', '--residency', 'strict', '--yes'],
      1,
      'residency is strict',
    ],
  ])('%s is refused before anything is made', async (_, words, code, why) => {
    const ended = await profile(...words);
    expect(ended.stderr).toContain(why);
    expect({ code: ended.code, made: madeIn(calls()) }).toEqual({ code, made: 0 });
  });

  test('when AWS refuses, its words are shown and nothing is written', async () => {
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation: 'CreateInferenceProfile' }] });
    const before = settings();
    const { code, stderr } = await create();
    expect({ code, settings: settings() }).toEqual({ code: 1, settings: before });
    expect(stderr).toContain('The profile team could not be made in account 111122223333 (user/sandbox), eu-west-1.');
    expect(stderr).toContain('bedrock:CreateInferenceProfile');
    expect(stderr).toContain('AccessDeniedException');
  });

  test('an answer that names no profile is no harm when the profile is there', async () => {
    scene.sandbox.set({ faults: [{ kind: 'empty', operation: 'CreateInferenceProfile', after: true }] });
    const { code, stdout } = await create();
    expect(code).toBe(0);
    expect(settings()).toContain(`"team": "${stdout.trim()}"`);
    expect(stdout).toContain(':application-inference-profile/');
  });

  test('and is told when it is not', async () => {
    scene.sandbox.set({ faults: [{ kind: 'empty', operation: 'CreateInferenceProfile' }] });
    const { code, stderr } = await create();
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('one that it has met before, and made nothing') as string });
    expect(settings()).not.toContain('team');
  });

  test('where the account lists nothing, no ARN is made up', async () => {
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation: 'ListInferenceProfiles' }] });
    const { code, stderr } = await create();
    expect(code).toBe(1);
    expect(stderr).toContain('Nothing shows the ARN of eu.anthropic.claude-opus-5-5');
  });
});

describe('list', () => {
  test('none', async () => {
    const { code, stdout, stderr } = await profile();
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('Account 111122223333 has no profiles of its own in eu-west-1.');
  });

  test('each with model, geography, tags and names', async () => {
    const team = await create('--tag', 'team=search', '--tag', 'project=x');
    const lab = await profile('create', 'lab', '--from', 'global.anthropic.claude-haiku-5-5', '--yes', '--no-alias');
    const { stdout } = await profile('list');
    expect(stdout.replace(team.stdout.trim(), '<team>').replace(lab.stdout.trim(), '<lab>')).toMatchSnapshot();
    const { profiles } = data((await profile('list', '--json')).stdout) as { profiles: readonly Record<string, unknown>[] };
    expect(profiles.map(({ name, model, tags, aliases }) => ({ name, model, tags, aliases }))).toEqual([
      { name: 'lab', model: 'claude-haiku-5-5', tags: {}, aliases: [] },
      { name: 'team', model: 'claude-opus-5-5', tags: { team: 'search', project: 'x' }, aliases: ['team'] },
    ]);
  });

  test('tags that AWS will not tell are not "none"', async () => {
    await create();
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation: 'ListTagsForResource' }] });
    expect((await profile('list')).stdout).toContain('tags: not told (bedrock:ListTagsForResource)');
    expect(data((await profile('list', '--json')).stdout)['profiles']).toMatchObject([{ tags: null }]);
  });

  test('of thousands shows the tags of the first hundred, and says so', async () => {
    const copyOf = 'eu.anthropic.claude-opus-5-5';
    scene.sandbox.set({ applicationProfiles: Array.from({ length: 3000 }, (_, index) => ({ id: `p${index}`, name: `team-${index}`, copyOf })) });
    const { code, stdout, stderr } = await profile('list');
    expect({ code, shown: stdout.match(/^team-/gm)?.length, tags: stdout.match(/^ {2}tags: /gm)?.length }).toEqual({ code: 0, shown: 3000, tags: 100 });
    expect(stderr).toContain('Tags were asked for the first 100 of 3000 profiles: AWS tells those of one at a time.');
    expect(calls().filter((operation) => operation === 'ListTagsForResource')).toHaveLength(100);
  });

  test('a list that is refused is told', async () => {
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation: 'ListInferenceProfiles' }] });
    const { code, stderr } = await profile('list');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('It needs the action bedrock:ListInferenceProfiles.') as string });
  });
});

describe('delete', () => {
  test.each(['its name', 'its ARN', 'the name in the settings'])('takes the profile and its alias by %s', async (how) => {
    const arn = (await create('--alias', 'mine')).stdout.trim();
    const { code, stderr } = await profile('delete', { 'its name': 'team', 'its ARN': arn }[how] ?? 'mine', '--yes');
    expect(code).toBe(0);
    expect(stderr).toContain('also called mine (~/.config/lode/settings.json, key models)');
    expect(stderr).toContain(`-   "mine": "${arn}"`);
    expect(settings()).not.toContain(arn);
    expect(data((await profile('list', '--json')).stdout)['profiles']).toEqual([]);
    expect((await scene.run(['models', 'resolve', 'team'])).code).toBe(1);
  });

  test('says what still names it', async () => {
    await create();
    scene.write('project/.lode/settings.json', '{ "model": "team" }');
    const { stderr } = await profile('delete', 'team', '--yes');
    expect(stderr).toContain('model is still team (~/project/.lode/settings.json, key model). Choose another: lode models use NAME');
  });

  test('without a yes, nothing', async () => {
    await create();
    const { code, stderr } = await profile('delete', 'team');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Nothing was deleted: it has to be agreed to') as string });
    expect(calls()).not.toContain('DeleteInferenceProfile');
  });

  test.each([
    ['a slip', 'tem', 'Did you mean team?'],
    ['a profile of AWS', 'eu.anthropic.claude-opus-5-5', 'has no profile of its own called'],
  ])('%s deletes nothing', async (_, word, why) => {
    await create();
    const { code, stderr } = await profile('delete', word, '--yes');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(why) as string });
    expect(calls()).not.toContain('DeleteInferenceProfile');
  });
});
