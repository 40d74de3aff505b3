import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newMachine, type Machine } from './machine.ts';

const crlf = (...lines: readonly string[]): string => lines.join('\r\n');

/** What people have in these files: comments, line ends of Windows, no last line end, keys that nobody knows. */
const awsConfig = crlf(
  '# my accounts; do not touch',
  '[default]',
  'region = us-east-1   # near me',
  '',
  '[profile prod]',
  'role_arn = arn:aws:iam::111122223333:role/builder',
  'source_profile = default',
  's3 =',
  '  max_concurrent_requests = 20',
  '; the end',
);
const lodeSettings = `\uFEFF${crlf('{', '  // chosen with care', '  "model": "sonnet", // not opus', '\t"residency": "strict",', '  "env": { "EDITOR": "vi" },', '}', '')}`;
const claudeSettings = crlf(
  '{',
  '    "permissions": { "allow": ["Bash(ls:*)"] },',
  '    "env": { "MY_OWN": "1", "AWS_REGION": "us-west-2" },',
  '    "theme": "dark"',
  '}',
);
const bashrc = 'export A=1\r\nalias ll="ls -l"';

const words = [
  'setup --yes --source sso --sso-start-url https://acme.awsapps.com/start --sso-region eu-west-1 --sso-account sandbox',
  '--sso-role Developer --profile-name work --device --region eu-west-1 --model opus --no-proof',
  '--claude-settings --completion --shim',
].flatMap((line) => line.split(' '));

async function handWritten(): Promise<Machine> {
  const machine = await newMachine({ onTestFinished });
  machine.write('dotfiles/aws-config', awsConfig, 0o640);
  machine.write('dotfiles/claude.json', claudeSettings);
  machine.write('.config/lode/settings.json', lodeSettings, 0o600);
  machine.write('.bashrc', bashrc);
  for (const folder of ['.aws', '.claude']) mkdirSync(join(machine.home, folder));
  symlinkSync('../dotfiles/aws-config', join(machine.home, '.aws', 'config'));
  symlinkSync('../dotfiles/claude.json', join(machine.home, '.claude', 'settings.json'));
  return machine;
}

describe('files that somebody wrote by hand', () => {
  test('keep every line outside what setup marks or sets, twice over, and come back to the byte', { timeout: 60_000 }, async () => {
    const machine = await handWritten();
    const before = machine.snapshot();
    for (const round of ['the first time', 'the second']) {
      const { code, stderr } = await machine.run(words);
      expect({ round, code, stderr: code === 0 ? '' : stderr }).toEqual({ round, code: 0, stderr: '' });
      expect(linesMissing(awsConfig, textOf(machine, '.aws/config'))).toEqual([]);
      expect(textOf(machine, '.aws/config').startsWith(`${awsConfig}\r\n`)).toBe(true);
      expect(linesMissing(lodeSettings, textOf(machine, '.config/lode/settings.json'))).toEqual(['  "model": "sonnet", // not opus']);
      expect(linesMissing(claudeSettings, textOf(machine, '.claude/settings.json')).map((line) => line.trim().slice(0, 6))).toEqual(['"env":']);
      expect(textOf(machine, '.bashrc').startsWith(bashrc)).toBe(true);
      expect(machine.snapshot().get('.aws/config')).toBe('link ../dotfiles/aws-config');
      expect(machine.snapshot().get('dotfiles/aws-config')?.slice(0, 8)).toBe('file 640');
    }
    expect((await machine.run(['-e', 'nothing', 'config'])).code).toBe(1);
    expect((await machine.run(['setup', '--undo'])).code).toBe(0);
    expect([...machine.snapshot()].filter(([path, entry]) => before.get(path) !== entry && !path.startsWith('.local/state'))).toEqual([]);
  });

  test('a profile that lode did not write is not written over, and nothing else is written either', async () => {
    const machine = await handWritten();
    const before = machine.snapshot();
    const { code, stderr } = await machine.run(words.map((word) => (word === 'work' ? 'prod' : word)));
    expect(code).toBe(2);
    expect(stderr).toContain('prod');
    expect(machine.snapshot()).toEqual(before);
  });
});

function textOf(machine: Machine, name: string): string {
  return readFileSync(join(machine.home, name), 'utf8');
}

/** The lines of the first text that the second does not have, in their order. */
function linesMissing(before: string, after: string): readonly string[] {
  let from = 0;
  return before.split('\r\n').filter((line) => {
    const found = after.indexOf(line, from);
    if (found !== -1) from = found + line.length;
    return found === -1;
  });
}
