import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { hostile, makeShellHome } from './shell-home.ts';

const home = makeShellHome();
afterAll(() => home.remove());

const code = 'source "$1"; COMP_WORDBREAKS=$2; COMP_LINE=$3$4; COMP_POINT=${#3}; _lode lode "" lode; printf "%s\\n" "${COMPREPLY[@]}"';

/** What the function puts into COMPREPLY for a line with the cursor at `|`, called as readline calls it. */
function reply(line: string, breaks: string): readonly string[] {
  const [before = '', after = ''] = line.split('|');
  const args = ['--norc', '--noprofile', '-c', code, 'bash', home.script('bash'), breaks, before, after];
  return execFileSync('bash', args, { env: home.env, cwd: home.path, encoding: 'utf8' }).split('\n').filter(Boolean);
}

const usual = ' \t\n"\'@><=;|&(:';
const few = ' \t\n"\'><;|&(';

test.each([
  ['a cursor in the middle of a word', 'lode models exp|ort --for', usual, ['export']],
  ['a cursor in the middle of a line', 'lode models exp| --for litellm', usual, ['export']],
  ['a word with a space that is quoted', 'lode "models" res|', usual, ['resolve']],
  ['only what readline replaces, after a colon', 'lode --aws-profile col:o|', usual, ['on:two']],
  ['the whole word where a colon breaks none', 'lode --aws-profile col:o|', few, [hostile.colons]],
  ['only the value where = breaks a word', 'lode --region=eu-n|', usual, ['eu-north-1']],
  ['the whole flag where it breaks none', 'lode --region=eu-n|', few, ['--region=eu-north-1']],
  ['nothing of ours where output goes', 'lode config list > g|', usual, []],
  ['letters of more than one byte before the cursor', 'lode --model ä models exp|ort', usual, ['export']],
  ['a word that is no command', 'lode nothing m|', usual, []],
])('%s', (_, line, breaks, expected) => expect(reply(line, breaks)).toEqual(expected));
