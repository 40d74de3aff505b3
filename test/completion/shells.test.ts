import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startPty, type Pty } from '../support/pty.ts';
import { findShell, hostile, makeShellHome } from './shell-home.ts';

const home = makeShellHome();
afterAll(() => home.remove());

/** lode itself is put out of the way by a function that shows the words it is given. */
interface Shell {
  readonly name: 'bash' | 'zsh' | 'fish';
  readonly start: readonly string[];
  readonly show: string;
  /** Takes the script in, given its file. */
  readonly load: (file: string) => string;
}

const sourced = (file: string): string => `source '${file}'`;
const autoloaded = (file: string): string =>
  `mkdir -p functions; cp '${file}' functions/_lode; fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u`;

const shells: readonly (Shell & { readonly how: string })[] = [
  { name: 'bash', how: 'sourced', load: sourced, start: ['--norc', '--noprofile', '-i'], show: 'lode() { printf \'<%s>\' "$@"; echo .; }' },
  { name: 'zsh', how: 'sourced, before compinit', load: sourced, start: ['-f', '-i'], show: 'lode() { printf \'<%s>\' "$@"; echo . }' },
  { name: 'zsh', how: 'from a folder of fpath', load: autoloaded, start: ['-f', '-i'], show: 'lode() { printf \'<%s>\' "$@"; echo . }' },
  { name: 'fish', how: 'sourced', load: sourced, start: ['--no-config', '-i'], show: "function lode; printf '<%s>' $argv; echo .; end" },
];

const left = '\x1b[D';

/** Keys after `lode `, and the words that lode is then called with. */
const rows: readonly (readonly [what: string, keys: string, words: readonly string[]])[] = [
  ['a command, a flag and its choice', 'models exp\t--fo\tlite\t', ['models', 'export', '--for', 'litellm']],
  ['a profile', '--aws-profile wo\tstatus', ['--aws-profile', 'work', 'status']],
  ['a name that is a command line', '--aws-profile od\tstatus', ['--aws-profile', hostile.command, 'status']],
  ['the same in double quotes', '--aws-profile "od\tstatus', ['--aws-profile', hostile.command, 'status']],
  ['the same in single quotes', "--aws-profile 'od\tstatus", ['--aws-profile', hostile.command, 'status']],
  ['a name with every quote', '--aws-profile quo\tstatus', ['--aws-profile', hostile.quotes, 'status']],
  ['a name with colons, begun', '--aws-profile col:o\tstatus', ['--aws-profile', hostile.colons, 'status']],
  ['a value after =', '--region=eu-nor\tstatus', ['--region=eu-north-1', 'status']],
  ['a name that is a command line, after =', '--aws-profile=od\tstatus', [`--aws-profile=${hostile.command}`, 'status']],
  ['an environment', '-e per\tstatus', ['-e', 'personal', 'status']],
  ['a file where a flag takes one', 'sandbox --log not\t', ['sandbox', '--log', 'notes file.txt']],
  ['a file after =', 'sandbox --log=not\t', ['sandbox', '--log=notes file.txt']],
  ["an assistant's own words, of which lode knows nothing", 'claude not\t', ['claude', 'notes file.txt']],
  ['no file where a model is asked for', 'models use not\t', ['models', 'use', 'not']],
  ['a command below a command, after a flag', '--quiet config se\tregi\t', ['--quiet', 'config', 'set', 'region']],
  ['a program inside the sandbox', 'sandbox -- realpat\tx', ['sandbox', '--', 'realpath', 'x']],
  ['a word with others after it', `models exp --all${left.repeat(6)}\t`, ['models', 'export', '--all']],
];

describe.each(shells)('$name, its script $how', ({ name, start, show, load }) => {
  const file = findShell(name);

  /** The shell with the script read in, ready for keys. */
  async function open(): Promise<Pty> {
    const setUp = join(home.path, `set-up.${name}`);
    writeFileSync(setUp, `${load(home.script(name))}\n${show}\necho set up.\n`);
    const shell = startPty(file ?? '', start, { env: { ...home.env, PS1: '$ ', fish_greeting: '' }, cwd: home.path, columns: 200 });
    shell.type(`source '${setUp}'\r`);
    await shell.waitFor(/^set up\./m, 20_000);
    return shell;
  }

  test.skipIf(file !== undefined)(`no ${name} on this machine: its script was not tried`, ({ skip }) => skip(`no program ${name}`));

  test.skipIf(file === undefined)(
    'completes at TAB in a terminal, and runs nothing of what it shows',
    async () => {
      const shell = await open();
      try {
        for (const [what, keys, words] of rows) {
          shell.type(`lode ${keys}\r`);
          const [, shown] = await shell.waitFor(/^(<.*>)\.\r?$/m, 20_000);
          expect(`${what}: ${shown}`).toBe(`${what}: ${words.map((word) => `<${word}>`).join('')}`);
        }
      } finally {
        await shell.end();
      }
      expect(home.names().filter((one) => one.startsWith('ran'))).toEqual([]);
    },
    120_000,
  );

  test.skipIf(file === undefined)(
    name === 'bash' ? 'lists what there is' : 'lists what there is, with what is said of it',
    async () => {
      const shell = await open();
      try {
        shell.type('lode config \t\t');
        await shell.waitFor(name === 'bash' ? /get +list +path/ : /get\s+(-- |\()one setting/, 20_000);
        shell.type('\x15lode --aws-profile \t\t');
        await shell.waitFor(/odd.*touch.*ran/, 20_000);
      } finally {
        await shell.end();
      }
      expect(home.names().filter((one) => one.startsWith('ran'))).toEqual([]);
    },
    60_000,
  );

  test.skipIf(file === undefined)('its script is one that the shell reads without a word', () => {
    const check = name === 'fish' ? '--no-execute' : '-n';
    expect(execFileSync(file ?? '', [check, home.script(name)], { env: home.env, encoding: 'utf8', stdio: 'pipe' })).toBe('');
  });
});
