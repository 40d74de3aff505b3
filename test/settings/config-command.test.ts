import { describe, expect, test } from 'vitest';
import { configCommand } from '../../src/commands/config.ts';
import type { ConfigRequest } from '../../src/commands/config.ts';
import { LodeError } from '../../src/errors.ts';
import { settingsJsonSchemaText } from '../../src/settings/json-schema.ts';
import { loadSettings } from '../../src/settings/load.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine, FakeSystem } from '../support/fake-system.ts';

const user = '/home/ada/.config/lode/settings.json';
const project = '/home/ada/project/.lode/settings.json';
const git = { '/home/ada/project/.git': { folder: true } } as const;

function machine(text: string | undefined, more: FakeMachine = {}): FakeSystem {
  return fakeSystem({ ...more, files: { ...git, ...(text === undefined ? {} : { [user]: text }), ...more.files } });
}

async function failure(system: FakeSystem, request: ConfigRequest): Promise<string> {
  const error = await configCommand(system, request).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LodeError)) throw new Error(`expected a LodeError, got ${String(error)}`);
  return [`${error.failure.code} (${error.failure.exit})`, error.message, ...(error.failure.hints ?? [])].join('\n');
}

describe('config list', () => {
  const system = (): FakeSystem =>
    machine('{"region":"eu-west-1","env":{"API_KEY":"s3cret","PROXY":"http://a:b@c","A":"1"},"models":{"fast":"haiku"}}', {
      env: { LODE_REGION: 'us-east-1', LODE_MODELS: '{"fast":"sonnet"}', LODE_MODEL: '' },
    });

  test('shows each setting, its value, where it is from and what lost', async () => {
    const here = system();
    expect(await configCommand(here, { action: 'list' })).toBe(0);
    expect(here.stdout()).toBe(
      [
        `assistant             claude     lode's default`,
        `awsProfile                       not set`,
        `region                us-east-1  LODE_REGION`,
        `                      over eu-west-1 from ${user}, key region`,
        `geography                        not set`,
        `residency             prefer     lode's default`,
        `model                            not set`,
        `smallFastModel                   not set`,
        `smallFastModelRegion             not set`,
        `models.fast           sonnet     LODE_MODELS`,
        `                      over haiku from ${user}, key models`,
        `awsAuthRefresh                   not set`,
        `awsCredentialExport              not set`,
        `handover              auto       lode's default`,
        `bedrockDiscovery                 not set`,
        `endpoints                        not set`,
        `env.API_KEY           [hidden]   ${user}, key env`,
        `env.PROXY             [hidden]   ${user}, key env`,
        `env.A                 1          ${user}, key env`,
        ``,
      ].join('\n'),
    );
    expect(here.stderr()).toBe('note: LODE_MODEL is set to nothing, which counts as not set.\n');
  });

  test('gives the same as data, without secrets', async () => {
    const here = system();
    await configCommand(here, { action: 'list', json: true });
    const document = JSON.parse(here.stdout()) as Record<string, unknown>;
    expect(document).toMatchObject({
      schema: 1,
      environment: null,
      settings: {
        region: {
          value: 'us-east-1',
          origin: { kind: 'variable', name: 'LODE_REGION' },
          overridden: [{ value: 'eu-west-1', origin: { kind: 'file', layer: 'user', path: user, key: 'region' } }],
        },
        env: { value: { API_KEY: '[hidden]', PROXY: '[hidden]', A: '1' } },
      },
      untrusted: [],
    });
    expect(here.stdout() + here.stderr()).not.toMatch(/s3cret|a:b@c/);
  });

  test('shows a value with control characters as one line', async () => {
    const here = machine(JSON.stringify({ awsAuthRefresh: 'a\n\u001b[2Jb' }));
    await configCommand(here, { action: 'list' });
    expect(here.stdout()).toContain(String.raw`awsAuthRefresh        "a\n\u001b[2Jb"  ${user}, key awsAuthRefresh`);
  });

  test('asks nothing, even about an untrusted project', async () => {
    const here = machine('{}', { files: { [project]: '{"awsProfile":"evil"}' } });
    await configCommand(here, { action: 'list' });
    expect(here.questions).toEqual([]);
    expect(here.stderr()).toContain(`${project} is not trusted, so it does not decide awsProfile.`);
  });
});

describe('config get', () => {
  test.each([
    ['region', 'eu-west-1\n'],
    ['models', '{"sonnet-4.5":"x"}\n'],
    ['models.sonnet-4.5', 'x\n'],
    ['env.API_KEY', '[hidden]\n'],
    ['residency', 'prefer\n'],
  ])('%s', async (key, out) => {
    const system = machine('{"region":"eu-west-1","models":{"sonnet-4.5":"x"},"env":{"API_KEY":"s3cret"}}');
    expect(await configCommand(system, { action: 'get', key })).toBe(0);
    expect(system.stdout()).toBe(out);
  });

  test.each([
    ['model', 'settings.not-set (user)\nmodel is not set anywhere.\nSet it: lode config set model VALUE'],
    ['models.constructor', 'settings.not-set (user)\nmodels.constructor is not set anywhere.\nSet it: lode config set models.constructor VALUE'],
    ['regoin', 'usage.unknown-setting (usage)\nThere is no setting "regoin".\nDid you mean region?'],
    ['__proto__', 'usage.unknown-setting (usage)\nThere is no setting "__proto__".\nSee all settings: lode config list'],
    ['endpoints.st', 'usage.unknown-setting (usage)\nThere is no setting "endpoints.st".\nDid you mean endpoints.sts?'],
    ['region.x', 'usage.unknown-setting (usage)\nThere is no setting "region.x".\nDid you mean region?'],
  ])('%s that is not there', async (key, message) => {
    expect(await failure(machine('{}'), { action: 'get', key })).toBe(message);
  });
});

describe('config set', () => {
  test('makes the user file, with its schema, for the user alone', async () => {
    const system = machine(undefined);
    expect(await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1' })).toBe(0);
    expect(system.text(user)).toBe('{\n  "$schema": "file:///usr/lib/node_modules/lode/schema/settings.schema.json",\n  "region": "eu-west-1"\n}\n');
    expect(system.files.facts(user)?.mode).toBe(0o600);
    expect(system.stdout()).toBe('');
  });

  test('shows the difference, keeps comments and the mode of the file', async () => {
    const system = machine(undefined, { files: { [user]: { text: '{\n  "region": "us-east-1" // home\n}\n', mode: 0o640 } } });
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1' });
    expect(system.stderr()).toBe(`${user}\n  {\n-   "region": "us-east-1" // home\n+   "region": "eu-west-1" // home\n  }\n`);
    expect(system.text(user)).toBe('{\n  "region": "eu-west-1" // home\n}\n');
    expect(system.files.facts(user)?.mode).toBe(0o640);
  });

  test.each<[string, string, string, Record<string, unknown>]>([
    ['a name with dots', 'models.sonnet-4.5', 'x', { models: { 'sonnet-4.5': 'x' } }],
    ['a variable', 'env.A', '1', { env: { A: '1' } }],
    ['a map as JSON', 'env', '{"A":"1"}', { env: { A: '1' } }],
    ['true', 'bedrockDiscovery.enabled', 'true', { bedrockDiscovery: { enabled: true } }],
    ['a number', 'bedrockDiscovery.refreshInterval', '60', { bedrockDiscovery: { refreshInterval: 60 } }],
    ['a list with commas', 'bedrockDiscovery.providerFilter', 'anthropic, amazon', { bedrockDiscovery: { providerFilter: ['anthropic', 'amazon'] } }],
    ['a key of an environment', 'environments.work.region', 'eu-west-1', { environments: { work: { region: 'eu-west-1' } } }],
    ['the default environment', 'defaultEnvironment', 'work', { defaultEnvironment: 'work' }],
  ])('takes %s', async (_, key, value, content) => {
    const system = machine('{}');
    await configCommand(system, { action: 'set', key, value });
    expect(JSON.parse(system.text(user) ?? '')).toEqual(content);
  });

  test('sets and unsets in a named environment', async () => {
    const system = machine('{"region":"us-east-1"}');
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1', environment: 'work' });
    expect(JSON.parse(system.text(user) ?? '')).toEqual({ region: 'us-east-1', environments: { work: { region: 'eu-west-1' } } });
    await configCommand(system, { action: 'unset', key: 'region', environment: 'work' });
    expect(JSON.parse(system.text(user) ?? '')).toEqual({ region: 'us-east-1', environments: { work: {} } });
  });

  test.each([
    ['region', 'mars', 'usage.setting-value (usage)\nregion should be an AWS region such as eu-west-1, not "mars".\nSee the current value: lode config list'],
    [
      'bedrockDiscovery.enabled',
      'yes',
      'usage.setting-value (usage)\nbedrockDiscovery.enabled should be true or false, not "yes".\nSee the current value: lode config list',
    ],
    [
      'env',
      'A=1',
      'usage.setting-value (usage)\nenv should be an object whose values are each a string, written as JSON, not this text.\nSee the current value: lode config list',
    ],
    ['env.A B', '1', 'usage.setting-name (usage)\n"A B" should be a variable name (letters, digits and _).'],
    ['env.__proto__', '1', 'usage.setting-name (usage)\n"__proto__" should be a variable name (letters, digits and _).'],
    ['locked', 'region', 'usage.unknown-setting (usage)\nThere is no setting "locked".\nSee all settings: lode config list'],
    [
      'endpoints',
      '{"s3":"x"}',
      'usage.setting-value (usage)\nendpoints has no key "s3"; it knows bedrock, bedrockRuntime, sts.\nSee the current value: lode config list',
    ],
  ])('refuses %s = %s and writes nothing', async (key, value, message) => {
    const system = machine('{}');
    expect(await failure(system, { action: 'set', key, value })).toBe(message);
    expect(system.text(user)).toBe('{}');
  });

  test('refuses to touch a file that is not valid', async () => {
    const system = machine('{"regoin": 1}');
    expect(await failure(system, { action: 'set', key: 'region', value: 'eu-west-1' })).toContain(`${user}:1:2: there is no setting "regoin"`);
    expect(system.text(user)).toBe('{"regoin": 1}');
  });

  test('refuses when another program wrote the file meanwhile', async () => {
    const system = machine('{}');
    const read = system.files.readText.bind(system.files);
    let reads = 0;
    system.files.readText = (path, limit) => {
      if (path === user && (reads += 1) === 2) system.files.tree.set(user, '{"model":"opus"}');
      return read(path, limit);
    };
    expect(await failure(system, { action: 'set', key: 'region', value: 'eu-west-1' })).toBe(
      `settings.changed-meanwhile (user)\n${user} was changed by another program while lode was editing it; nothing was written.\nRun the same command again.`,
    );
    expect(system.text(user)).toBe('{"model":"opus"}');
  });

  test('says so when there is nothing to change', async () => {
    const system = machine('{"region": "eu-west-1"}');
    expect(await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1' })).toBe(0);
    expect(system.stderr()).toBe(`${user} already says so; nothing to change.\n`);
    const empty = machine(undefined);
    expect(await configCommand(empty, { action: 'unset', key: 'region' })).toBe(0);
    expect(empty.text(user)).toBeUndefined();
  });

  test('keeps a secret out of the difference', async () => {
    const system = machine('{}');
    await configCommand(system, { action: 'set', key: 'env.API_TOKEN', value: 'hunter2' });
    expect(system.stderr()).toContain('"API_TOKEN": "*******"');
    expect(system.stderr()).not.toContain('hunter2');
  });
});

describe('config set in a project', () => {
  const alone = { flags: {}, interactive: false, ask: false } as const;

  test('writes at the git root, and what the user wrote is trusted', async () => {
    const system = machine('{}', { cwd: '/home/ada/project/a/b' });
    await configCommand(system, { action: 'set', key: 'awsProfile', value: 'dev', target: 'project' });
    expect(system.text(project)).toBe('{\n  "awsProfile": "dev"\n}\n');
    expect((await loadSettings(system, alone)).settings.awsProfile?.value).toBe('dev');
  });

  test('keeps a trusted file trusted', async () => {
    const system = machine('{}', { files: { [project]: '{"awsProfile":"dev"}' } });
    await configCommand(system, { action: 'trust' });
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1', target: 'project' });
    expect((await loadSettings(system, alone)).settings.awsProfile?.value).toBe('dev');
  });

  test("does not make somebody else's keys trusted by the way", async () => {
    const system = machine('{}', { files: { [project]: '{"awsProfile":"evil"}' } });
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1', target: 'project' });
    expect((await loadSettings(system, alone)).settings.awsProfile).toBeUndefined();
  });

  test('shows a new file to everybody who shares the project', async () => {
    const system = machine('{}');
    await configCommand(system, { action: 'set', key: 'model', value: 'opus', target: 'project' });
    expect(system.files.facts(project)?.mode).toBe(0o644);
  });

  test('writes the local file', async () => {
    const system = machine('{}');
    await configCommand(system, { action: 'set', key: 'model', value: 'opus', target: 'local' });
    expect(system.text('/home/ada/project/.lode/settings.local.json')).toBe('{\n  "model": "opus"\n}\n');
  });

  test.each<[string, Partial<FakeMachine>, ConfigRequest, string]>([
    [
      'in the home folder',
      { cwd: '/home/ada' },
      { action: 'set', key: 'model', value: 'opus', target: 'project' },
      'settings.no-project (user)\n/home/ada is your home folder, which is no project.\nLeave out the flag to change your own settings file.',
    ],
    [
      'for the default environment',
      {},
      { action: 'set', key: 'defaultEnvironment', value: 'work', target: 'project' },
      'usage.target (usage)\nOnly your own settings file may choose the default environment.\nLeave out --project and --local.',
    ],
  ])('is refused %s', async (_, more, request, message) => {
    expect(await failure(machine('{}', more), request)).toBe(message);
  });
});

describe('config undo', () => {
  test('takes back the last edit, once', async () => {
    const system = machine('{ /* mine */ }');
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1' });
    expect(await configCommand(system, { action: 'undo' })).toBe(0);
    expect(system.text(user)).toBe('{ /* mine */ }');
    expect(await failure(system, { action: 'undo' })).toBe(`settings.no-undo (user)\nlode has no earlier text of ${user} to go back to.`);
  });

  test('removes a file that the edit made', async () => {
    const system = machine(undefined);
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1' });
    await configCommand(system, { action: 'undo' });
    expect(system.text(user)).toBeUndefined();
  });

  test('refuses when the file changed since', async () => {
    const system = machine('{}');
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1' });
    system.files.tree.set(user, '{"model":"opus"}');
    expect(await failure(system, { action: 'undo' })).toBe(
      `settings.undo-stale (user)\n${user} has changed since lode edited it; going back would lose that.\nEdit it by hand: lode config edit`,
    );
    expect(system.text(user)).toBe('{"model":"opus"}');
  });

  test('keeps its copy for the user alone', async () => {
    const system = machine('{}');
    await configCommand(system, { action: 'set', key: 'region', value: 'eu-west-1' });
    const copies = system.files.list('/home/ada/.local/state/lode/undo').map((name) => `/home/ada/.local/state/lode/undo/${name}`);
    expect(copies.map((path) => system.files.facts(path)?.mode)).toEqual([0o600]);
  });
});

describe('config edit', () => {
  const terminal = { inIsTerminal: true };

  test('opens the editor on the user file and checks what comes out', async () => {
    const system: FakeSystem = machine('{}', {
      terminal,
      env: { EDITOR: 'nano', VISUAL: 'code --wait' },
      show: () => {
        system.files.tree.set(user, '{"region":"eu-west-1"}');
        return { kind: 'exited', code: 0 };
      },
    });
    expect(await configCommand(system, { action: 'edit' })).toBe(0);
    expect(system.shown.map(({ command }) => command)).toEqual([`code --wait ${user}`]);
    expect(system.stderr()).toBe(`${user} is valid.\n`);
    await configCommand(system, { action: 'undo' });
    expect(system.text(user)).toBe('{}');
  });

  test('makes the file first when there is none', async () => {
    const system = machine(undefined, { terminal, show: () => ({ kind: 'exited', code: 0 }) });
    expect(await configCommand(system, { action: 'edit' })).toBe(0);
    expect(system.text(user)).toContain('"$schema"');
    expect(system.shown.map(({ command }) => command)).toEqual([`vi ${user}`]);
  });

  test('tells the mistake that was saved, and undo still goes back', async () => {
    const system: FakeSystem = machine('{}', {
      terminal,
      show: () => {
        system.files.tree.set(user, '{"regoin": 1}');
        return { kind: 'exited', code: 0 };
      },
    });
    expect(await failure(system, { action: 'edit' })).toContain(`${user}:1:2: there is no setting "regoin"`);
    await configCommand(system, { action: 'undo' });
    expect(system.text(user)).toBe('{}');
  });

  test.each<[string, FakeMachine, string]>([
    ['without a terminal', {}, `settings.no-terminal (user)\nThere is no terminal to edit ${user} in.\nUse: lode config set KEY VALUE`],
    [
      'when the editor fails',
      { terminal, env: { EDITOR: 'nope' }, show: () => ({ kind: 'exited', code: 127 }) },
      'settings.editor (user)\nThe editor (nope) did not end well, so the settings were not checked.\nChoose another: VISUAL=nano lode config edit',
    ],
  ])('stops %s', async (_, more, message) => {
    expect(await failure(machine('{}', more), { action: 'edit' })).toBe(message);
  });
});

test('config path names every file and folder', async () => {
  const system = machine('{}', { files: { [project]: '{}' } });
  expect(await configCommand(system, { action: 'path' })).toBe(0);
  expect(system.stdout()).toBe(
    [
      `user     ${user}`,
      `project  ${project}`,
      `local    /home/ada/project/.lode/settings.local.json`,
      `managed  /etc/lode/settings.json`,
      `trust    /home/ada/.local/state/lode/trust.json`,
      `cache    /home/ada/.cache/lode`,
      ``,
    ].join('\n'),
  );
});

test('config schema prints the published schema', async () => {
  const system = machine('{}');
  await configCommand(system, { action: 'schema' });
  expect(system.stdout()).toBe(settingsJsonSchemaText());
});

describe('config trust', () => {
  const claude = '/home/ada/project/.claude/settings.json';
  const files = { [project]: '{"awsProfile":"dev"}', [claude]: '{"awsAuthRefresh":"aws sso login"}' };
  const alone = { flags: {}, interactive: false, ask: false } as const;

  test('trusts what the project files say now, and shows it', async () => {
    const system = machine('{}', { files });
    expect(await configCommand(system, { action: 'trust' })).toBe(0);
    expect(system.stderr()).toBe(`Trusted as it is now: ${project}\n  awsProfile: "dev"\nTrusted as it is now: ${claude}\n  awsAuthRefresh: "aws sso login"\n`);
    const { settings, notes } = await loadSettings(system, alone);
    expect([settings.awsProfile?.value, settings.awsAuthRefresh?.value, notes]).toEqual(['dev', 'aws sso login', []]);
  });

  test('undoes an earlier no', async () => {
    const system = machine('{}', { files: { [project]: '{"awsProfile":"dev"}' }, answers: [false] });
    await loadSettings(system, { flags: {}, interactive: true, ask: true });
    await configCommand(system, { action: 'trust' });
    expect((await loadSettings(system, alone)).settings.awsProfile?.value).toBe('dev');
  });

  test('lists what was decided and whether it still holds', async () => {
    const system = machine('{}', { files });
    await configCommand(system, { action: 'trust' });
    system.files.tree.set(project, '{"awsProfile":"evil"}');
    system.files.remove(claude);
    await configCommand(system, { action: 'trust', mode: 'list' });
    expect(system.stdout()).toBe(`gone     2026-11-21  ${claude}\nchanged  2026-11-21  ${project}\n`);
  });

  test('revokes', async () => {
    const system = machine('{}', { files });
    await configCommand(system, { action: 'trust' });
    await configCommand(system, { action: 'trust', mode: 'revoke' });
    expect((await loadSettings(system, alone)).settings.awsProfile).toBeUndefined();
    expect(system.stderr()).toContain(`No longer trusted: ${project}\nNo longer trusted: ${claude}\n`);
  });

  test('says when there is nothing to decide', async () => {
    const system = machine('{}', { files: { [project]: '{"region":"eu-west-1"}' } });
    await configCommand(system, { action: 'trust' });
    await configCommand(system, { action: 'trust', mode: 'revoke' });
    expect(system.stderr()).toBe('No settings file of this project asks for anything that needs trust.\nNothing of this project was trusted.\n');
  });
});

describe('a byte order mark', () => {
  const text = '\uFEFF{\r\n  "region": "eu-west-1"\r\n}\r\n';

  test('is kept by an edit and by its undo', async () => {
    const here = machine(text);
    await configCommand(here, { action: 'set', key: 'region', value: 'us-east-1', target: 'user', environment: undefined });
    expect(here.text(user)).toBe(text.replace('eu-west-1', 'us-east-1'));
    await configCommand(here, { action: 'undo', target: 'user' });
    expect(here.text(user)).toBe(text);
  });
});
