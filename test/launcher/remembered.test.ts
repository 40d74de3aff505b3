import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stillHolds, type Observation } from '../../src/launcher/remembered/observation.ts';
import { observe } from '../../src/launcher/remembered/observe.ts';
import { parseRemembered } from '../../src/launcher/remembered/remembered-launch.ts';
import { catalogOnDemand, catalogProfiles } from '../../src/sandbox/catalog-regions.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { runLode, type RunResult } from '../support/run-lode.ts';

describe('what was looked at', () => {
  const files = { '/home/ana/a.json': '{}', '/home/ana/folder/b': 'b' };

  function trace(look: (system: ReturnType<typeof observe>['system']) => void): readonly Observation[] {
    const observed = observe(fakeSystem({ files, env: { REGION: 'x', MY_SECRET: 'hush' } }));
    look(observed.system);
    return observed.observations() ?? [];
  }

  test('holds while nothing changed', () => {
    const seen = trace((system) => {
      system.files.readText('/home/ana/a.json');
      system.files.list('/home/ana/folder');
      system.files.facts('/home/ana/none');
      void system.env['REGION'];
    });
    expect(seen.length).toBe(5);
    expect(stillHolds(fakeSystem({ files, env: { REGION: 'x' } }), seen)).toBe(true);
  });

  test.each([
    ['a file got another size', { files: { ...files, '/home/ana/a.json': '{ }' }, env: { REGION: 'x' } }],
    ['a file is gone', { files: { '/home/ana/folder/b': 'b' }, env: { REGION: 'x' } }],
    ['a missing file came', { files: { ...files, '/home/ana/none': '' }, env: { REGION: 'x' } }],
    ['a folder got another name', { files: { ...files, '/home/ana/folder/c': '' }, env: { REGION: 'x' } }],
    ['a variable changed', { files, env: { REGION: 'y' } }],
    ['a variable went', { files, env: {} }],
    ["a variable of lode's own came", { files, env: { REGION: 'x', LODE_MODEL: 'opus' } }],
  ])('does not hold once %s', (_, machine) => {
    const seen = trace((system) => {
      system.files.readText('/home/ana/a.json');
      system.files.list('/home/ana/folder');
      system.files.facts('/home/ana/none');
      void system.env['REGION'];
    });
    expect(stillHolds(fakeSystem(machine), seen)).toBe(false);
  });

  test('a variable that may be secret is kept by its digest only', () => {
    const seen = trace((system) => void system.env['MY_SECRET']);
    expect(JSON.stringify(seen)).not.toContain('hush');
    expect(stillHolds(fakeSystem({ files, env: { MY_SECRET: 'hush' } }), seen)).toBe(true);
    expect(stillHolds(fakeSystem({ files, env: { MY_SECRET: 'other' } }), seen)).toBe(false);
  });

  test('a launch that asked a person or ran a command cannot be repeated', async () => {
    const observed = observe(fakeSystem({}));
    await observed.system.processes.capture({ command: 'x', env: {}, cwd: '/', timeoutMs: 1, maxBytes: 1 }).catch(() => undefined);
    expect(observed.observations()).toBeUndefined();
  });
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"build":"b","question":"q"}',
  '{"build":"b","question":"q","until":1,"observations":1,"args":[],"environment":[],"notes":[]}',
])('a remembered launch that reads %j is none', (text) => expect(parseRemembered(text, 'b', 'q')).toBeUndefined());

describe('a repeated launch does what a decided one would do', () => {
  let sandbox: Sandbox;
  let home: string;
  let bin: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ profilesByRegion: catalogProfiles, onDemand: catalogOnDemand });
  });
  afterAll(() => sandbox.close());

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'lode-remembered-'));
    bin = join(home, 'bin');
    write(
      join(bin, 'claude'),
      '#!/bin/sh\n[ "$1" = --version ] && { echo "2.1.329 (Claude Code)"; exit; }\nfor word in "$@"; do echo "word $word"; done\nenv | grep -E "^(AWS|ANTHROPIC|CLAUDE|MARK)_?" | grep -v AWS_ENDPOINT | sort\n',
    );
    chmodSync(join(bin, 'claude'), 0o755);
    write(join(home, '.aws', 'config'), profile('work', 'eu-west-1', sandboxKeys.user) + profile('other', 'us-east-1', sandboxKeys.other));
    mkdirSync(join(home, 'project'));
    return () => rmSync(home, { recursive: true, force: true });
  });

  const profile = (name: string, region: string, key: { accessKeyId: string; secretAccessKey: string }) =>
    `[profile ${name}]\nregion = ${region}\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;

  function write(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  const launches = (): string => join(home, '.cache', 'lode', 'launches');
  const launch = (env: Record<string, string> = {}, words: readonly string[] = ['-p', 'hello']): Promise<RunResult> =>
    runLode(['--aws-profile', 'work', 'claude', ...words], {
      env: { ...sandbox.env(), HOME: home, PATH: `${bin}:/usr/bin:/bin`, ...env },
      cwd: join(home, 'project'),
    });

  async function warmUp(): Promise<RunResult> {
    await launch();
    await launch();
    expect(readdirSync(launches()).length).toBe(1);
    return launch();
  }

  test('with the same words, and with others', async () => {
    const decided = await launch();
    expect(decided.code).toBe(0);
    expect(existsSync(launches())).toBe(false);
    const repeated = await warmUp();
    expect(repeated).toEqual(decided);
    const other = await launch({}, ['-p', 'another', '--model', 'opus']);
    expect(other.stdout).toContain('word another\nword --model\nword opus\n');
    // The word of a model is part of the question: the residency rule is held against it.
    expect(readdirSync(launches()).length).toBe(2);
  });

  test('and really is repeated, not decided again', async () => {
    await warmUp();
    const [name = ''] = readdirSync(launches());
    const path = join(launches(), name);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"notes":[]', '"notes":["from memory"]'));
    expect((await launch()).stderr).toBe('lode: from memory\n');
  });

  test('and asks AWS nothing', async () => {
    await warmUp();
    const before = sandbox.log().length;
    await launch();
    expect(sandbox.log().length).toBe(before);
  });

  const changes: readonly (readonly [string, () => Record<string, string> | void, string])[] = [
    ["lode's own settings", () => write(join(home, '.config', 'lode', 'settings.json'), '{"region":"eu-central-1"}'), 'AWS_REGION=eu-central-1'],
    ['a project file', () => write(join(home, 'project', '.lode', 'settings.json'), '{"model":"sonnet"}'), 'ANTHROPIC_MODEL=eu.anthropic.claude-sonnet-5-5'],
    ["Claude Code's settings", () => write(join(home, '.claude', 'settings.json'), '{"model":"haiku"}'), 'ANTHROPIC_MODEL=eu.anthropic.claude-haiku-5-5'],
    ['a variable of lode', () => ({ LODE_MODEL: 'haiku' }), 'ANTHROPIC_MODEL=eu.anthropic.claude-haiku-5-5'],
    ['the AWS files', () => write(join(home, '.aws', 'config'), profile('work', 'us-west-2', sandboxKeys.user)), 'AWS_REGION=us-west-2'],
    ['a variable that must go', () => ({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' }), 'AWS_REGION=eu-west-1'],
    ['a variable of nobody', () => ({ MARK_OF_MINE: 'here' }), 'MARK_OF_MINE=here'],
  ];

  test.each(changes)('after a change of %s', async (_, change, expected) => {
    await warmUp();
    const env = change() ?? {};
    const repeated = await launch(env);
    rmSync(launches(), { recursive: true, force: true });
    const decided = await launch(env);
    expect(repeated.stdout).toContain(expected);
    expect(repeated).toEqual(decided);
  });

  test('after the kept credentials were replaced or removed', async () => {
    await warmUp();
    rmSync(join(home, '.cache', 'lode', 'credentials'), { recursive: true });
    const before = sandbox.log().length;
    expect((await launch()).code).toBe(0);
    expect(sandbox.log().length).toBeGreaterThan(before);
  });

  test('after its own file was damaged, or came from another time', async () => {
    const first = await warmUp();
    const [name = ''] = readdirSync(launches());
    appendFileSync(join(launches(), name), 'x');
    expect(await launch()).toEqual(first);
    utimesSync(join(bin, 'claude'), 1, 1);
    expect(await launch()).toEqual(first);
  });

  test('and holds no secret', async () => {
    await warmUp();
    const grep = await runLode([launches(), sandboxKeys.user.secretAccessKey, 'sandbox-session-token'], {
      script: join(process.cwd(), 'test', 'support', 'grep.mjs'),
    });
    expect(grep.stdout).toBe('');
  });
});
