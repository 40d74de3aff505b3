import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPty, type Pty } from '../support/pty.ts';
import { builtProgram } from '../support/run-lode.ts';
import { setScene, type Scene } from '../support/scene.ts';

/** The number beside CLAUDE_CODE_USE_BEDROCK is no text, and the region stands where nobody reads it: two edits of one file. */
const wrong = '\uFEFF{\r\n  "env": {\r\n    "CLAUDE_CODE_USE_BEDROCK": 1\r\n  },\r\n  "AWS_REGION": "eu-west-1"\r\n}\r\n';
const undoFile = '.local/state/lode/doctor/undo.json';

let scene: Scene;
let settings: string;
beforeEach(async () => {
  scene = await setScene();
  settings = scene.write('.claude/settings.json', wrong, 0o640);
});
afterEach(() => scene.close());

const bytes = (): string => readFileSync(settings, 'utf8');
const mode = (path: string): number => statSync(path).mode & 0o777;

function inTerminal(args: readonly string[]): Pty {
  const env = { ...scene.sandbox.env(), HOME: scene.home, PATH: `${scene.path('bin')}:${scene.path('tools')}`, TZ: 'UTC', TERM: 'xterm', NO_COLOR: '1' };
  return startPty(process.execPath, [builtProgram(), ...args], { cwd: scene.path('project'), columns: 160, env });
}

describe('lode doctor --fix', { timeout: 60_000 }, () => {
  test('--yes mends what it can, looks again, and can be taken back to the letter', async () => {
    const { code, stdout, stderr } = await scene.run(['doctor', '--fix', '--yes']);
    expect(code).toBe(0);
    expect(JSON.parse(bytes().slice(1))).toEqual({ env: { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1' } });
    expect(bytes()).toMatch(/^\uFEFF\{\r\n[^]*\}\r\n$/);
    expect([mode(settings), mode(scene.path(undoFile))]).toEqual([0o640, 0o600]);
    expect(stderr).toContain('+ env.CLAUDE_CODE_USE_BEDROCK: "1"');
    expect(stderr).toMatch(/\n2 things changed\. Take it back with: lode doctor --undo\n$/);
    expect(stdout).not.toMatch(/FAIL|warn/);
    const undone = await scene.run(['doctor', '--undo']);
    expect([undone.code, undone.stdout, bytes(), mode(settings)]).toEqual([0, '', wrong, 0o640]);
    expect((await scene.run(['doctor', '--undo'])).code).toBe(2);
  });

  test('with nobody to ask changes nothing: 2', async () => {
    const { code, stderr } = await scene.run(['doctor', '--fix']);
    expect([code, bytes()]).toEqual([2, wrong]);
    expect(stderr).toContain('Nothing more was changed: it has to be agreed to, and there is nobody to ask.');
    expect(stderr).toContain('lode doctor --fix --yes');
  });

  test('asks about each, and does only what a person wants', async () => {
    const pty = inTerminal(['doctor', '--fix']);
    await pty.waitFor(/Write this\?/, 20_000);
    pty.type('n\r');
    // The prompt repeats its question with the answer.
    await pty.waitFor(/Write this\? No[^]*Write this\?/, 20_000);
    pty.type('y\r');
    await pty.waitFor(/1 thing changed\./, 20_000);
    expect(JSON.parse(bytes().slice(1))).toEqual(
      expect.toBeOneOf([{ env: { CLAUDE_CODE_USE_BEDROCK: 1, AWS_REGION: 'eu-west-1' } }, { env: { CLAUDE_CODE_USE_BEDROCK: '1' }, AWS_REGION: 'eu-west-1' }]),
    );
    expect((await pty.ended).code).toBe(0);
  });

  test('Ctrl-C at a question keeps what was done before it, and the way back', async () => {
    const pty = inTerminal(['doctor', '--fix']);
    await pty.waitFor(/Write this\?/, 20_000);
    pty.type('y\r');
    await pty.waitFor(/Write this\? Yes[^]*Write this\?/, 20_000);
    pty.type('\x03');
    expect((await pty.ended).code).toBe(130);
    expect(bytes()).not.toBe(wrong);
    await scene.run(['doctor', '--undo']);
    expect(bytes()).toBe(wrong);
  });

  test('leaves a read-only file alone and says what to do', async () => {
    chmodSync(settings, 0o444);
    const { stderr } = await scene.run(['doctor', '--fix', '--yes']);
    expect([bytes(), mode(settings)]).toEqual([wrong, 0o444]);
    expect(stderr).toContain('not done: ~/.claude/settings.json is read-only (mode 0444); nothing was written.');
    expect(stderr).toContain('chmod u+w ~/.claude/settings.json');
  });

  test('edits what a link leads to, says so, and leaves the link', async () => {
    const target = scene.write('dotfiles/claude.json', wrong, 0o644);
    const link = scene.path('project-home/.claude/settings.json');
    mkdirSync(scene.path('project-home/.claude'), { recursive: true });
    symlinkSync(target, link);
    const { stderr } = await scene.run(['doctor', '--fix', '--yes'], { CLAUDE_CONFIG_DIR: scene.path('project-home/.claude') });
    expect(stderr).toContain('~/project-home/.claude/settings.json, a link to ~/dotfiles/claude.json');
    expect([lstatSync(link).isSymbolicLink(), readFileSync(target, 'utf8') === wrong]).toEqual([true, false]);
    await scene.run(['doctor', '--undo']);
    expect([lstatSync(link).isSymbolicLink(), readFileSync(target, 'utf8')]).toEqual([true, wrong]);
  });

  test('--undo leaves alone what was changed since: 1', async () => {
    await scene.run(['doctor', '--fix', '--yes']);
    scene.write('.claude/settings.json', '{}');
    const { code, stderr } = await scene.run(['doctor', '--undo']);
    expect([code, bytes()]).toEqual([1, '{}']);
    expect(stderr).toContain('~/.claude/settings.json has changed since lode changed it, so it was left alone');
  });

  test('where all is well changes nothing', async () => {
    scene.write('.claude/settings.json', '{}');
    const { code, stderr } = await scene.run(['doctor', '--fix']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '\nNothing was changed.\n' });
    expect(scene.files().has(scene.path(undoFile))).toBe(false);
  });
});
