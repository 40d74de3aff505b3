import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { bundleDriver } from '../../support/bundle-driver.ts';
import { startPty, type Pty } from '../../support/pty.ts';
import { noWords } from '../no-words.ts';

let folder = '';
let driver = '';
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'lode-many-accounts-')));
  driver = await bundleDriver(join(import.meta.dirname, 'drivers', 'ask-source.ts'), folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 200 accounts, one of them with a long name. */
const assignments = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => {
    const name = index === 150 ? 'Zurich Payments and Settlement Reconciliation Platform Staging' : `team-${String(index).padStart(3, '0')}`;
    return [String(100000000000 + index), { name, roles: index === 173 ? ['Admin', 'Developer', 'ReadOnly'] : ['Developer'] }];
  }),
);

/** A terminal of 80 columns and 24 rows, in an empty home in front of the sandbox. */
async function terminal(): Promise<{ readonly pty: Pty; readonly home: string }> {
  const sandbox = await startSandbox({ knobs: { assignments, pageSize: 60 } });
  const home = mkdtempSync(join(folder, 'home-'));
  const env = { ...sandbox.env(), HOME: home, PATH: '/usr/bin:/bin', TERM: 'xterm-256color', TZ: 'UTC', SSH_TTY: '/dev/pts/9' };
  const words = { ...noWords, sso: { ...noWords.sso, startUrl: `${sandbox.url}/start`, region: 'eu-west-1' } };
  const pty = startPty(process.execPath, [driver, JSON.stringify(words)], { env, cwd: home, columns: 80, rows: 24 });
  onTestFinished(async () => {
    await pty.end();
    await sandbox.close();
  });
  return { pty, home };
}

describe('200 accounts on 80 columns and 24 rows', () => {
  test('a part of a name finds one of them, its role is chosen, and its profile has a name', async () => {
    const { pty, home } = await terminal();
    await pty.waitFor(/Which of the 200 accounts\?/);
    await pty.waitFor(/team-/);
    pty.type('173');
    await pty.waitFor(/team-173 +100000000173 +team-173@example\.com/);
    pty.type('\r');
    await pty.waitFor(/Which role in team-173/);
    await pty.waitFor(/ReadOnly/);
    pty.type('dev');
    await pty.waitFor(/❯ Developer/);
    pty.type('\r');
    await pty.waitFor(/Name of the new profile:.*team-173-developer/);
    pty.type('\r');
    const [, chosen = ''] = await pty.waitFor(/chosen (\{.*\})/s);
    expect(JSON.parse(chosen.replaceAll('\n', ''))).toMatchObject({ kind: 'new-profile', profile: { account: '100000000173', role: 'Developer' } });
    expect((await pty.ended).code).toBe(0);
    expect(existsSync(join(home, '.aws'))).toBe(false);
  });

  test('the end of a name that is cut off finds it too, and no list is taller than the screen', async () => {
    const { pty } = await terminal();
    await pty.waitFor(/Which of the 200 accounts\?/);
    await pty.waitFor(/team-/);
    pty.type('staging');
    await pty.waitFor(/staging\n❯ Zurich Payments and Settlement/);
    pty.type('\r');
    await pty.waitFor(/Role Developer: the only one there is for you/);
    await pty.waitFor(/Name of the new profile:/);
    pty.type('\x03');
    await pty.waitFor(/ended cancelled/);
    const lists = pty.screen().split(/Which of the 200 accounts\?/);
    expect(Math.max(...lists.slice(1).map((list) => list.split('\n').length))).toBeLessThan(24);
  });

  test('Ctrl-C in the middle of it leaves nothing behind', async () => {
    const { pty, home } = await terminal();
    await pty.waitFor(/Which of the 200 accounts\?/);
    await pty.waitFor(/team-/);
    pty.type('\x03');
    await pty.waitFor(/ended cancelled/);
    await pty.ended;
    expect(existsSync(join(home, '.aws'))).toBe(false);
  });
});
