import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KnownShell } from '../../../src/setup/edits/login-shell.ts';
import { planSetupEdits } from '../../../src/setup/edits/plan-edits.ts';
import type { FakeEntry } from '../../support/fake-files.ts';
import { startPty } from '../../support/pty.ts';
import { nodeSystem } from '../../../src/system/node.ts';
import { choiceOf, plan, planOf } from './plan.ts';

const both = { extras: ['shim', 'completion'] } as const;
const bashrc = '/home/ada/.bashrc';

describe('the start-up file', () => {
  test.each<[string, Record<string, string>, readonly string[]]>([
    ['of bash', { SHELL: '/bin/bash' }, ['.local/share/lode/completion.bash', '.local/share/lode/shims/claude', '.bashrc', '.bash_profile']],
    ['of bash where nothing tells', {}, ['.local/share/lode/completion.bash', '.local/share/lode/shims/claude', '.bashrc', '.bash_profile']],
    ['of zsh', { SHELL: '/usr/bin/zsh' }, ['.local/share/lode/completion.zsh', '.local/share/lode/shims/claude', '.zshrc']],
    ['of zsh elsewhere', { SHELL: '/usr/bin/zsh', ZDOTDIR: '/home/ada/z' }, ['.local/share/lode/completion.zsh', '.local/share/lode/shims/claude', 'z/.zshrc']],
    [
      'of fish, which finds completions itself',
      { SHELL: '/usr/bin/fish' },
      ['.config/fish/completions/lode.fish', '.local/share/lode/shims/claude', '.config/fish/conf.d/lode.fish'],
    ],
  ])('%s', async (_, env, paths) => {
    const { edits, notes } = await plan(both, { env });
    expect([edits.slice(1).map(({ path }) => path.replace('/home/ada/', '')), notes]).toEqual([paths, []]);
  });

  test('of fish is not needed for completion alone', async () => {
    const { edits } = await plan({ extras: ['completion'] }, { env: { SHELL: '/usr/bin/fish' } });
    expect(edits.map(({ path }) => path)).not.toContain('/home/ada/.config/fish/conf.d/lode.fish');
  });

  test.each<[string, Readonly<Record<string, FakeEntry>>, string | undefined]>([
    ['is made where there is none', {}, '.bash_profile'],
    ['is the first that is there', { '.bash_login': 'a\n', '.profile': 'b\n' }, '.bash_login'],
    ['is the one of all shells', { '.profile': '# . ~/.bashrc\n' }, '.profile'],
    ['is left where it reads .bashrc', { '.profile': 'if [ -f ~/.bashrc ]; then . ~/.bashrc; fi\n' }, undefined],
    ['is left where another does that for it', { '.bash_profile': '. ~/.profile\n', '.profile': '. "$HOME/.bashrc"\n' }, undefined],
    ['is left where it is .bashrc itself', { '.bash_profile': { link: bashrc }, '.bashrc': '' }, undefined],
  ])('of a login bash %s', async (_, files, name) => {
    const there = Object.fromEntries(Object.entries(files).map(([file, entry]) => [`/home/ada/${file}`, entry]));
    const { edits } = await plan({ extras: ['shim'] }, { files: there });
    expect(edits.map(({ path }) => path.replace('/home/ada/', '')).slice(3)).toEqual(name === undefined ? [] : [name]);
  });

  test.each<[string, FakeEntry, RegExp]>([
    ['is read-only', { text: 'a\n', mode: 0o444 }, /was left alone: it is read-only\. What would have come into it:\n {2}# >>> lode/],
    ['belongs to somebody else', { text: 'a\n', foreign: true }, /was left alone: it belongs to another user\./],
    ['is too large', { unreadable: 'too-large', detail: 'it has many bytes' }, /since it cannot be read: it has many bytes\./],
  ])('is told of when it %s', async (_, entry, note) => {
    const { edits, notes } = await plan({ extras: ['shim'] }, { files: { [bashrc]: entry } });
    expect([edits.some(({ path }) => path === bashrc), notes.join()]).toEqual([false, expect.stringMatching(note)]);
  });

  test('keeps what an earlier setup put there', async () => {
    const first = await planOf(bashrc, { extras: ['shim'] }, { files: { [bashrc]: 'export A=b\n' } });
    const second = await planOf(bashrc, { extras: ['completion'] }, { files: { [bashrc]: first?.after ?? '' } });
    expect(second?.after).toMatch(/lode\/shims[^]*completion\.bash/);
    expect(await planOf(bashrc, both, { files: { [bashrc]: second?.after ?? '' } })).toBeUndefined();
  });

  test.each<[string, Record<string, string>, NodeJS.Platform, readonly string[]]>([
    [
      'another shell',
      { SHELL: '/bin/tcsh' },
      'linux',
      [
        'lode does not know the start-up file of /bin/tcsh. Put /home/ada/.local/share/lode/shims in front of PATH there, so that typing claude goes through lode.',
        'lode has completion for bash, zsh, fish and PowerShell, and none for /bin/tcsh.',
      ],
    ],
    [
      'Windows',
      { LOCALAPPDATA: 'C:\\Local' },
      'win32',
      [
        'Put C:\\Local\\lode\\shims in front of Path (Settings, "Edit environment variables for your account"), so that typing claude goes through lode.',
        'For completion in PowerShell, add to the file that $PROFILE names: lode completion powershell | Out-String | Invoke-Expression',
      ],
    ],
  ])('is left to the person in %s', async (_, env, platform, notes) => {
    const home = platform === 'win32' ? 'C:\\Users\\ada' : '/home/ada';
    expect((await plan(both, { env, platform, home, cwd: home })).notes).toEqual(notes);
  });

  test.each<[string, string, RegExp]>([
    [
      'has marks that do not match',
      '# >>> lode setup >>>\n',
      /^\/home\/ada\/\.bashrc was left alone, since the marks of lode's block in it do not match\. Put these lines at its end:\n {2}# Typing claude/,
    ],
    ['has an alias that comes first', "alias claude='x'\n", /has an alias claude, which comes before the script/],
  ])('is told of when it %s', async (_, text, note) => {
    expect((await plan({ extras: ['shim'] }, { files: { [bashrc]: text } })).notes.join('\n')).toMatch(note);
  });

  test('is told of when it is no text', async () => {
    const { edits, notes } = await plan({ extras: ['shim'] }, { files: { [bashrc]: { unreadable: 'binary' } } });
    expect([edits.some(({ path }) => path === bashrc), notes[0]]).toEqual([false, expect.stringContaining('cannot be read as text')]);
  });
});

/** A start-up file as people have them, which puts another folder first and leaves its last line without an end. */
const own = 'export MINE=yes\nPATH="$HOME/.local/bin:$PATH"';
const shells: readonly (readonly [shell: KnownShell, file: string, before: string])[] = [
  ['bash', '/usr/bin/bash', own],
  ['zsh', '/usr/bin/zsh', own],
  ['fish', '/usr/bin/fish', ''],
];

describe.each(shells)('%s, the real one', (shell, file, before) => {
  describe.skipIf(!existsSync(file))('with what setup wrote', () => {
    let home = '';
    beforeEach(() => {
      home = realpathSync(mkdtempSync(join(tmpdir(), "lode it's $0 ")));
    });
    afterEach(() => rmSync(home, { recursive: true, force: true }));

    const surroundings = () => ({ HOME: home, PATH: '/usr/bin:/bin', SHELL: file, TERM: 'xterm', ZDOTDIR: home });

    /** Makes the edits on the disk, as setup does once they are agreed to. */
    async function setUp(extras: typeof both.extras | readonly ['completion']): Promise<void> {
      if (before !== '') writeFileSync(join(home, shell === 'zsh' ? '.zshrc' : '.bashrc'), before);
      const system = { ...nodeSystem(), home, cwd: home, env: surroundings() };
      const { edits } = await planSetupEdits(system, { choice: choiceOf({ extras }) });
      for (const { path, after, newMode } of edits) system.files.writeAtomic(path, after ?? '', newMode ?? 0o600);
    }

    const run = (line: string): string =>
      execFileSync(file, ['-ic', line], { encoding: 'utf8', env: surroundings(), stdio: ['ignore', 'pipe', 'ignore'] }).trim();

    test('finds the shim first, and has its folder in PATH once, in a shell within a shell too', async () => {
      await setUp(both.extras);
      const shims = join(home, '.local/share/lode/shims');
      const show = shell === 'fish' ? 'string join : $PATH' : 'echo "$PATH"';
      const within = `PATH="$HOME/.local/bin:$PATH" ${file} -ic '${show}'`;
      const inFish = `begin; set -lx PATH $HOME/.local/bin $PATH; ${file} -ic '${show}'; end`;
      for (const path of [run(show), run(shell === 'fish' ? inFish : within)]) {
        expect(path.split(':')[0]).toBe(shims);
        expect(path.split(':').filter((one) => one === shims)).toHaveLength(1);
        expect(path.split(':').slice(-2)).toEqual(['/usr/bin', '/bin']);
        expect(path).not.toMatch(/^:|::|:$/);
      }
      expect(run(shell === 'fish' ? 'command -v claude' : 'command -v claude; echo "$MINE"')).toBe(
        shell === 'fish' ? `${shims}/claude` : `${shims}/claude\nyes`,
      );
    });

    test.runIf(shell === 'bash')('finds the shim in a login shell too, and other shells read its file as before', async () => {
      await setUp(both.extras);
      const words = { encoding: 'utf8' as const, env: surroundings() };
      expect(execFileSync(file, ['-lic', 'type -P claude; complete -p lode'], words)).toMatch(/lode\/shims\/claude\n.*lode/);
      expect(execFileSync('/bin/sh', ['-c', '. ./.bash_profile; echo "$PATH"'], { ...words, cwd: home })).toBe('/usr/bin:/bin\n');
    });

    test('leaves PATH as it is once the shim is gone', async () => {
      await setUp(both.extras);
      rmSync(join(home, '.local/share/lode/shims'), { recursive: true });
      expect(run(shell === 'fish' ? 'string join : $PATH' : 'echo "$PATH"')).toBe(shell === 'fish' ? '/usr/bin:/bin' : `${home}/.local/bin:/usr/bin:/bin`);
    });

    test('has completion for lode', async () => {
      await setUp(['completion']);
      const there = { bash: 'complete -p lode', zsh: 'print -r -- $_comps[lode]', fish: 'function lode; end; complete -C "lode " >/dev/null; complete lode' }[
        shell
      ];
      expect(run(there)).toMatch(/lode/);
    });

    test.skipIf(shell !== 'fish')('puts the shim first also where config.fish puts another folder there', async () => {
      await setUp(both.extras);
      mkdirSync(join(home, '.config/fish'), { recursive: true });
      writeFileSync(join(home, '.config/fish/config.fish'), 'set -gx PATH $HOME/.local/bin $PATH\n');
      const terminal = startPty(file, ['-i'], { env: surroundings(), cwd: home });
      try {
        await terminal.waitFor(/[>#]\s/);
        terminal.type('echo FIRST=$PATH[1]=\r');
        expect((await terminal.waitFor(/FIRST=(\/[^=]+)=/))[1]).toContain('lode/shims');
      } finally {
        await terminal.end();
      }
    });
  });
  test.skipIf(existsSync(file))('is not on this machine: its block was not run', ({ skip }) => skip(`no ${file}`));
});
