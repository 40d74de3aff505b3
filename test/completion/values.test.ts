import { describe, expect, test } from 'vitest';
import { ownFlags } from '../../src/cli/own-flags.ts';
import { completeWords } from '../../src/commands/completion.ts';
import { accountModelsPath } from '../../src/discovery/account-list.ts';
import { writeAccountModels } from '../../src/models/account-models.ts';
import { fakeSystem, type FakeMachine } from '../support/fake-system.ts';
import { declaredCommands } from './declared.ts';

const settings = '/home/ada/.config/lode/settings.json';
const awsConfig = '/home/ada/.aws/config';
const profile = (id: string, name: string, type: 'SYSTEM_DEFINED' | 'APPLICATION' = 'SYSTEM_DEFINED') => ({
  id,
  name,
  type,
  active: true,
  arn: `arn:aws:bedrock:eu-west-1:111122223333:${type === 'APPLICATION' ? 'application-' : ''}inference-profile/${id}`,
  modelArns: ['eu-west-1', 'eu-central-1'].map((region) => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-opus-5-5`),
});
const keptList = (user: string) =>
  accountModelsPath('/home/ada/.cache/lode', { account: '111122223333', arn: `arn:aws:iam::111122223333:user/${user}`, userId: 'x' }, 'eu-west-1');
const listed = writeAccountModels({
  region: 'eu-west-1',
  profiles: [profile('eu.anthropic.claude-opus-5-5', 'EU Claude Opus 5.5'), profile('abc123def456', 'search-team', 'APPLICATION')],
  foundation: undefined,
  fetchedAt: Date.parse('2026-11-20T12:00:00Z'),
});

const files = {
  [settings]:
    '{ "region": "eu-west-1", "models": { "fast": "opus" }, "env": { "MY_TOKEN": "hidden" }, "environments": { "work": {}, "us": { "region": "us-east-1" } } }',
  [awsConfig]:
    '[profile work]\nsso_session = corp\nsso_account_id = 111122223333\nregion = eu-west-1\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n',
  [keptList('ada')]: listed,
};

/** The rows that fish is told at the end of a line of plain words. */
async function rowsAt(line: string, machine: FakeMachine = { files }) {
  const system = fakeSystem(machine);
  const before = [...system.files.tree];
  await completeWords(system, { shell: 'fish', words: ['lode', ...line.split(' ')], program: declaredCommands(system), flags: ownFlags });
  expect(system.stderr()).toBe('');
  expect([...system.files.tree]).toEqual(before);
  return system.stdout().trimEnd().split('\n').slice(1);
}

const namesAt = async (line: string, machine?: FakeMachine) => (await rowsAt(line, machine)).map((row) => row.split('\t')[0]);

describe('values come from files and caches', () => {
  test.each([
    ['--aws-profile ', ['work\tSSO, account 111122223333, eu-west-1']],
    ['login --session ', ['corp\thttps://corp.awsapps.com/start']],
    ['-e ', ['work', 'us']],
    ['--geography ', ['us', 'eu', 'jp', 'au', 'in', 'us-gov', 'global']],
    ['--residency=', ['--residency=strict', '--residency=prefer']],
    ['config set residency ', ['strict', 'prefer']],
    ['config set bedrockDiscovery.enabled ', ['true', 'false']],
    ['config set environments.work.awsProfile ', ['work\tSSO, account 111122223333, eu-west-1']],
    ['config set defaultEnvironment ', ['work', 'us']],
    ['config set env.X ', []],
    ['config set no.such ', []],
    ['env ', ['claude\tClaude Code', 'opencode\topencode']],
    ['env --shell ', ['bash', 'zsh', 'fish', 'powershell', 'cmd', 'json', 'dotenv']],
    ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
    ['credentials --format ', ['export', 'process', 'env']],
    ['refresh --with ', ['systemd', 'cron', 'launchd', 'schtasks']],
    ['models profile delete ', ['search-team\tarn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abc123def456']],
  ])('%s', async (line, expected) => expect(await rowsAt(line)).toEqual(expected));

  test('regions say where they are, and those without Bedrock are not there', async () => {
    const rows = await rowsAt('--region ');
    expect(rows).toContain('eu-west-1\tIreland');
    expect(rows.filter((row) => row.startsWith('cn-'))).toEqual([]);
  });

  test('setting keys: whole ones, those inside, and the same in an environment; never a value', async () => {
    expect(await namesAt('config get ')).toEqual(
      expect.arrayContaining(['region', 'bedrockDiscovery.region', 'models.fast', 'env.MY_TOKEN', 'defaultEnvironment']),
    );
    expect(await namesAt('config get environments.work.')).toEqual(expect.arrayContaining(['environments.work.region', 'environments.work.endpoints.sts']));
    expect((await rowsAt('config get ')).join()).not.toContain('hidden');
  });

  test('the sandbox has its errors', async () => expect(await namesAt('sandbox --error ')).toContain('tpm'));
});

describe('models', () => {
  test('are those of the kept list of the region, each with what it becomes', async () => {
    const rows = await rowsAt('--model ');
    expect(rows).toEqual(
      expect.arrayContaining(['fast\tClaude Opus 5.5, eu.anthropic.claude-opus-5-5', 'opus\tClaude Opus 5.5, eu.anthropic.claude-opus-5-5']),
    );
    expect(rows.map((row) => row.split('\t')[0])).toContain('search-team');
    expect(rows.filter((row) => row.startsWith('haiku'))).toEqual([]);
  });

  test('are IDs too once one is begun', async () => {
    expect(await namesAt('models resolve eu.')).toContain('eu.anthropic.claude-opus-5-5');
    expect(await namesAt('models resolve ')).not.toContain('eu.anthropic.claude-opus-5-5');
  });

  test('are those of the catalog where no list is kept', async () => {
    expect(await rowsAt('--region us-east-1 --model ')).toContain('haiku\tClaude Haiku 5.5, us.anthropic.claude-haiku-5-5');
    expect(await rowsAt('-e us models use ')).toContain('haiku\tClaude Haiku 5.5, us.anthropic.claude-haiku-5-5');
  });

  test.each([
    ['AWS_REGION', { env: { AWS_REGION: 'eu-west-1' } }],
    ['the profile that AWS_PROFILE names', { env: { AWS_PROFILE: 'work' } }],
  ])('go by the region of %s', async (_, { env }) => {
    const rows = await rowsAt('--model ', { env, files: { [awsConfig]: files[awsConfig] ?? '' } });
    expect(rows).toContain('opus\tClaude Opus 5.5, eu.anthropic.claude-opus-5-5');
  });

  test('are all names there are where nobody says a region', async () => {
    expect(await namesAt('--model ', {})).toEqual(expect.arrayContaining(['opus', 'best', 'opus-5.5', 'haiku-4.5']));
  });

  test('are those of the newest list where two accounts have one', async () => {
    const other = writeAccountModels({ region: 'eu-west-1', profiles: [], foundation: undefined, fetchedAt: 1 });
    const at = (text: string, modified: number) => ({ text, modified });
    const both = { ...files, [keptList('ada')]: at(listed, 2000), [keptList('ben')]: at(other, 1000) };
    expect(await namesAt('--model ', { files: both })).toContain('search-team');
    expect(await namesAt('--model ', { files: { ...both, [keptList('ben')]: at(other, 3000) } })).not.toContain('search-team');
  });
});

describe('what is broken gives fewer words, and no error', () => {
  test.each([
    ['-e ', { files: { ...files, [settings]: '{ "region": ' } }, []],
    ['--aws-profile ', { files: { ...files, [awsConfig]: { unreadable: 'denied' } } }, []],
    ['--region nonsense -e nobody config set residency ', { files }, ['strict', 'prefer']],
  ] as const)('%s', async (line, machine, expected) => expect(await namesAt(line, machine as unknown as FakeMachine)).toEqual(expected));

  test('models are then those that anybody has', async () => {
    expect(await namesAt('--model ', { files: { ...files, [settings]: '[]' } })).toContain('opus');
    expect(await namesAt('--region nonsense --model ')).toContain('opus');
  });
});
