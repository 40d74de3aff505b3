import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const file = '.config/lode/settings.json';
const local = '.lode/settings.local.json';

describe('a settings file that cannot be read stops with the place and the remedy', () => {
  test.each<[string, () => void]>([
    ['binary', () => scene.write(file, Buffer.from([0x7b, 0x00, 0xff, 0x7d]))],
    ['Latin-1', () => scene.write(file, Buffer.from([0x7b, 0xe9, 0x7d]))],
    ['of 10 MB', () => scene.write(file, `{${' '.repeat(10_000_000)}}`)],
    ['a link in a circle', () => (rmSync(scene.path(file)), symlinkSync(scene.path(file), scene.path(file)))],
    ['a named pipe', () => (rmSync(scene.path(file)), execFileSync('mkfifo', [scene.path(file)]))],
    ['a folder', () => (rmSync(scene.path(file)), mkdirSync(scene.path(file)))],
    ['a device', () => (rmSync(scene.path(file)), symlinkSync('/dev/zero', scene.path(file)))],
    ['not JSON', () => scene.write(file, '{\n  "region": "eu-west-1"\n  "model": "opus"\n}\n')],
    ['cut off', () => scene.write(file, '{\n  "region": "eu-west-1",\n')],
    ['a list', () => scene.write(file, '[]\n')],
    ['with an unknown key', () => scene.write(file, '{\n  // mine\n  "regoin": "eu-west-1"\n}\n')],
    ['with a key of another tool', () => scene.write(file, '{ "apiKeyHelper": "x" }\n')],
    ['with a value of the wrong type', () => scene.write(file, '{\n  "region": 7\n}\n')],
    ['with a region that is none', () => scene.write(file, '{ "region": "EU_WEST_1" }\n')],
    ['with a geography that is none', () => scene.write(file, '{ "geography": "europe" }\n')],
    ['with an endpoint that is none', () => scene.write(file, '{ "endpoints": { "sts": "localhost:80" } }\n')],
    ['with an unknown key inside', () => scene.write(file, '{ "endpoints": { "stss": "http://localhost" } }\n')],
    ['with an environment that is no object', () => scene.write(file, '{ "environments": { "work": "eu-west-1" } }\n')],
  ])('%s', async (_, arrange) => {
    arrange();
    const shown = await scene.run(['claude', '-p', 'hello']);
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

describe('a settings file that is no obstacle', () => {
  test.each<[string, () => void]>([
    ['missing', () => rmSync(scene.path(file))],
    ['empty', () => scene.write(file, '')],
    ['white space', () => scene.write(file, ' \n\t')],
    ['with comments and a comma too many', () => scene.write(file, '{ /* mine */ "residency": "prefer", // ok\n}\n')],
    ['with a byte order mark', () => scene.write(file, '\uFEFF{ "residency": "prefer" }\n')],
    ['with Windows line ends', () => scene.write(file, '{\r\n  "residency": "prefer"\r\n}\r\n')],
  ])('%s', async (_, arrange) => {
    arrange();
    const shown = await scene.run(['claude', '-p', 'hello'], { AWS_PROFILE: 'sandbox', AWS_REGION: 'eu-west-1' });
    expect(shown).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^claude <--settings> <~\/.*> <-p> <hello>\n$/) as string });
  });
});

test('what the files of Claude Code say wrongly is skipped, as Claude Code does, and said', async () => {
  scene.write('.claude/settings.json', '{ "env": }');
  expect(await scene.run(['claude', '-p', 'hello'])).toMatchSnapshot();
});

describe("a project's file", () => {
  test('may not choose a command or a profile before it is trusted; with no terminal that is said, and the launch goes on without', async () => {
    scene.write('project/.lode/settings.json', '{ "awsProfile": "sandbox-other", "awsCredentialExport": "touch ~/ran", "model": "sonnet" }\n');
    const shown = await scene.run(['claude', '-p', 'hello']);
    expect(shown).toMatchSnapshot();
    expect([...scene.files().keys()]).not.toContain(scene.path('ran'));
  });

  test('is trusted as it is now by a word, and no more when it changes', async () => {
    scene.write('project/.lode/settings.json', '{ "awsProfile": "sandbox-other" }\n');
    expect(await scene.run(['config', 'trust'])).toMatchObject({ code: 0 });
    expect((await scene.run(['config', 'get', 'awsProfile'])).stdout).toBe('sandbox-other\n');
    scene.write('project/.lode/settings.json', '{ "awsProfile": "sandbox-role" }\n');
    expect((await scene.run(['config', 'get', 'awsProfile'])).stdout).toBe('sandbox\n');
  });

  test("Claude Code's own are held to the same", async () => {
    scene.write(
      'project/.claude/settings.json',
      '{ "awsCredentialExport": "touch ~/ran", "awsAuthRefresh": "touch ~/ran", "env": { "AWS_PROFILE": "sandbox-other" } }\n',
    );
    const shown = await scene.run(['claude', '-p', 'hello']);
    expect(shown).toMatchSnapshot();
    expect([...scene.files().keys()]).not.toContain(scene.path('ran'));
  });

  test('is named when it is broken', async () => {
    scene.write(`project/${local}`, '{ "model": }\n');
    expect(await scene.run(['claude', '-p', 'hello'])).toMatchSnapshot();
  });
});
