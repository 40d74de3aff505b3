import { expect, test } from 'vitest';
import { ownFlags } from '../../src/cli/own-flags.ts';
import { rootNode, type CommandNode } from '../../src/completion/command-node.ts';
import { wantedAt } from '../../src/completion/wanted.ts';
import { assistants } from '../../src/launcher/assistants/index.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { declaredCommands } from './declared.ts';

const root = rootNode(declaredCommands(fakeSystem()), assistants, ownFlags);

/** What may stand at the end of a line of plain words. */
const at = (line: string) => wantedAt(root, line.split(' '));
const texts = (line: string): readonly string[] => at(line).words.map(({ text }) => text);

test.each([
  ['', ['claude', 'opencode', 'doctor', 'config', 'models', 'completion'], ['--json', 'serve-credentials']],
  ['-', ['--environment', '--aws-profile', '--model', '--dry-run', '--version', '--help'], ['claude']],
  ['--quiet --', ['--verbose'], ['--quiet']],
  ['config ', ['list', 'get', 'set', 'unset', 'edit', 'undo'], ['--json']],
  ['config --', ['--json', '--help'], ['get']],
  ['--aws-profile work models ', ['list', 'resolve', 'profile', 'export'], []],
  ['models profile ', ['create', 'list', 'delete'], []],
  ['models profile create x --tag a=b --from opus --', ['--tag', '--alias'], ['--from']],
  ['refresh --', ['--watch', '--install'], ['--from-timer']],
  ['status ', ['--json', '--region'], []],
  ['-- ', ['claude', 'config'], []],
  ['help ', ['config', 'setup'], ['help', '--json', 'claude']],
  ['help config ', ['get', 'set'], ['--json']],
  ['help config get ', [], ['--json']],
  ['nothing ', [], ['--json', 'config']],
  ['models nothing --', [], ['--region']],
])('after "%s" stand %j and not %j', (line, there, notThere) => {
  expect(texts(line)).toEqual(expect.arrayContaining(there));
  expect(texts(line).filter((text) => notThere.includes(text))).toEqual([]);
});

test.each([
  ['--region ', 'region'],
  ['-e ', 'environment'],
  ['status --environment ', 'environment'],
  ['--aws-profile ', 'profile'],
  ['--geography ', 'choices'],
  ['--aws-auth-refresh ', 'nothing'],
  ['--models ', 'nothing'],
  ['login --session ', 'sso-session'],
  ['login --uninstall-profile ', 'profile'],
  ['login --install-profile ', 'nothing'],
  ['refresh --install --with ', 'scheduler'],
  ['doctor --report ', 'files'],
  ['explain --file ', 'files'],
  ['env ', 'assistant'],
  ['env --shell ', 'shell'],
  ['credentials --format ', 'credentials-format'],
  ['completion ', 'completion-shell'],
  ['completion bash ', 'nothing'],
  ['config get ', 'setting-key'],
  ['config get region ', 'nothing'],
  ['config set region ', 'setting-value'],
  ['models resolve opus ', 'model'],
  ['models use ', 'model'],
  ['models --type ', 'choices'],
  ['models access --submit-form ', 'files'],
  ['models access --submit-form --offer ', 'nothing'],
  ['models profile delete ', 'own-profile'],
  ['models profile create x --from ', 'model'],
  ['models export --for ', 'choices'],
  ['ask ', 'nothing'],
  ['sandbox --error ', 'sandbox-error'],
  ['sandbox -- ', 'commands'],
  ['sandbox -- lode ', 'files'],
  ['sandbox lode --', 'files'],
  ['claude ', 'files'],
  ['claude --model ', 'files'],
  ['--region eu-west-1 claude -- --', 'files'],
])('after "%s" stands a value: %s', (line, kind) => expect(at(line).slot.kind).toBe(kind));

test.each([
  ['--region=eu', { prefix: '--region=', typed: 'eu', slot: { kind: 'region' }, words: [] }],
  ['status --region=', { prefix: '--region=', typed: '', slot: { kind: 'region' } }],
  ['--json=', { slot: { kind: 'nothing' }, words: [] }],
  ['--unknown=x', { slot: { kind: 'nothing' }, words: [] }],
  ['explain -- --fi', { slot: { kind: 'nothing' }, words: [] }],
])('the word %s is taken apart', (line, expected) => expect(at(line)).toMatchObject(expected));

test('the flags given so far are known, the nearer one beats the one before it', () => {
  const { given, arguments: words } = at('--region=eu-west-1 -e work config set --local --environment personal model ');
  expect(Object.fromEntries(given)).toEqual({ '--region': 'eu-west-1', '--environment': 'personal', '--local': '' });
  expect(words).toEqual(['model']);
});

test('what is declared as hidden is nowhere', () => {
  const all = (node: CommandNode): readonly string[] => [...node.flags.flatMap(({ names }) => names), ...node.commands.flatMap(all)];
  expect(all(root).filter((name) => ['--words', '--behind', '--from-timer'].includes(name))).toEqual([]);
});
