import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { CompletionShell } from '../../src/completion/completion-shells.ts';
import { completionScript } from '../../src/completion/script.ts';
import { builtProgram } from '../support/run-lode.ts';

/** Names that a shell would run, split or recall if it took them for anything but data. */
export const hostile = {
  command: 'odd$(touch ran)`touch ran2`;touch ran3',
  quotes: `quo'te"s \\ & * ? ~ {a,b} !x $HOME <y> ^ %z`,
  colons: 'col:on:two',
};

/** A home whose files name odd things, with lode in its `bin`. */
export interface ShellHome {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** The script of a shell, written to a file; it has to find lode on PATH whatever else has that name. */
  script(shell: CompletionShell): string;
  names(): readonly string[];
  remove(): void;
}

export function makeShellHome(): ShellHome {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'lode-shell-')));
  const write = (name: string, text: string): string => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
    return join(path, name);
  };
  mkdirSync(join(path, 'bin'));
  symlinkSync(builtProgram(), join(path, 'bin', 'lode'));
  write('.aws/config', '[profile work]\nregion = eu-west-1\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n');
  write(
    '.aws/credentials',
    Object.values(hostile)
      .map((name) => `[${name}]\naws_access_key_id = x\n`)
      .join(''),
  );
  write('.config/lode/settings.json', '{ "region": "eu-west-1", "environments": { "work": {}, "personal": {} }, "models": { "fast": "haiku" } }\n');
  write('notes file.txt', '');
  const PATH = [join(path, 'bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return {
    path,
    env: { HOME: path, PATH, TERM: 'xterm-256color', HISTFILE: '/dev/null', LC_ALL: 'C.UTF-8' },
    script: (shell) => write(`script.${shell}`, completionScript(shell)),
    names: () => readdirSync(path),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Where a shell is on this machine, if it is. */
export function findShell(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
