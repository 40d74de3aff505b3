import { describe, expect, test } from 'vitest';
import type { Remedy } from '../../../src/doctor/finding.ts';
import { reportDocument } from '../../../src/output/doctor-json.ts';
import { redactedReport } from '../../../src/output/doctor-redacted.ts';
import { editLines } from '../../../src/output/doctor-remedy-text.ts';
import { reportText } from '../../../src/output/doctor-text.ts';
import { check, finding, reportBy } from './hand-made.ts';

const secret = 'Sup3rGeheim99';
const json = (value: unknown, indent = 2): string => `${JSON.stringify(value, null, indent)}\n`;
const command = `corp-login -u ana -P ${secret}`;
const allow = [`Bash(curl -u ana:${secret} *)`, 'Read'];

const places: readonly (readonly [
  where: string,
  before: string,
  after: string,
  removed: readonly string[],
  added: readonly string[],
  changed: readonly string[],
])[] = [
  ['the value of a misspelt key', json({ awsAuthRefrsh: command }), json({ awsAuthRefresh: command }), ['awsAuthRefrsh'], ['awsAuthRefresh'], []],
  ['the value of a key that goes', json({ env: { X_LOGIN: secret } }), json({ env: {} }), ['env.X_LOGIN'], [], []],
  ['an object that goes', json({ env: { X_LOGIN: secret }, x: {} }), json({}), ['env.X_LOGIN', 'x'], [], []],
  ['a list that stands around', json({ permissions: { allow }, x: '1' }), json({ permissions: { allow } }), ['x'], [], []],
  ['a list that is touched', json({ permissions: { allow } }), json({ permissions: { allow: ['Read'] } }), ['permissions.allow[]'], [], []],
  ['a neighbour', json({ a: command, x: '1', b: secret }), json({ a: command, b: secret }), ['x'], [], []],
  ['a neighbour that ends the file', json({ b: secret, x: '1' }), json({ b: secret }), ['x'], [], []],
  ['a neighbour on the same line', json({ a: command, x: '1', allow }, 0), json({ a: command, x: '0', allow }, 0), [], [], ['x']],
  ['a key that is a command', json({ bash: { [command]: 'allow' } }), json({ bash: { Read: 'allow' } }), ['bash.cor…'], ['bash.Read'], []],
  ['a comment', `{ "x": "1" /* ${secret} */ }`, '{ }', ['x'], [], []],
  ['a text that cannot be read', `{ "a": "${secret}`, json({ x: '1' }), [], ['x'], []],
];

describe('an edit shows no secret that is', () => {
  const reportWith = (remedy: Remedy): ReturnType<typeof reportBy> => reportBy([check('settings', 'x', [finding('x.y', 'warn', 'So.', [remedy])])]);
  test.each(places)('%s', (_, before, after, removed, added, changed) => {
    const report = reportWith({ kind: 'edit', path: '/home/ada/a.json', before, after, why: 'so' });
    const shared = redactedReport(report, { kind: 'untried', why: 'not looked at' }, { home: '/home/ada', names: ['ada'], hosts: [] });
    const text = reportText(report, { columns: 80, coloured: false, verbose: true, quiet: false });
    const document = JSON.stringify(reportDocument(report));
    expect([shared, text, document].filter((shown) => /Sup3r|Geheim|corp-login/.test(shown))).toEqual([]);
    expect(JSON.parse(document)).toMatchObject({ results: [{ remedies: [{ removed, added, changed }] }] });
    for (const key of removed) expect(shared).toContain(`removed ${key}\n`);
    for (const key of added) expect(shared).toContain(`added ${key}\n`);
    for (const key of changed) expect(shared).toContain(`changed ${key}\n`);
  });
});

describe('a person sees of an edit', () => {
  const added = (value: unknown): string => editLines('/a.json', '{}', json(value)).join('\n');
  test.each<[string, unknown, string]>([
    ['a region', { env: { AWS_REGION: 'us-gov-west-1' } }, '+ env.AWS_REGION: "us-gov-west-1"'],
    ['a switch', { env: { CLAUDE_CODE_USE_BEDROCK: '1' } }, '+ env.CLAUDE_CODE_USE_BEDROCK: "1"'],
    ['a truth', { 'claudeCode.disableLoginPrompt': true }, '+ claudeCode.disableLoginPrompt: true'],
    ['a model', { model: 'eu.anthropic.claude-opus-4-8[1m]' }, '+ model: "eu.anthropic.claude-opus-4-8[1m]"'],
    ['a profile', { env: { AWS_PROFILE: 'my work' } }, '+ env.AWS_PROFILE: "my work"'],
    ['a number of tokens', { env: { MAX_THINKING_TOKENS: '8000' } }, '+ env.MAX_THINKING_TOKENS: "8000"'],
    ['a variable of an editor', { list: [{ name: 'AWS_REGION', value: 'eu-west-1' }] }, '+ list[AWS_REGION]: "eu-west-1"'],
    ['the beginning of a command', { awsAuthRefresh: command }, '+ awsAuthRefresh: "cor…"'],
    ['nothing of a short text', { pass: 'hunter2' }, '+ pass: "…"'],
    ['nothing of what is a number by its looks only', { env: { CORP_PASSWORD: '4711' } }, '+ env.CORP_PASSWORD: "[hidden]"'],
    ['nothing of what is named like a number of tokens', { env: { CORP_AUTH_TOKENS: secret } }, '+ env.CORP_AUTH_TOKENS: "[hidden]"'],
    ['nothing of what looks like a region', { x: 'my-secret-word-1' }, '+ x: "my-…"'],
    ['an empty list', { x: [] }, '+ x: []'],
  ])('%s', (_, value, line) => expect(added(value)).toBe(line));

  test('the section of a key of an AWS file', () =>
    expect(editLines('/config', '[profile a]\nregoin = eu-west-1\nx = 1\n', '[profile a]\nregion = eu-west-1\nx = 1\n')).toEqual([
      '- [profile a] regoin: "eu-west-1"',
      '+ [profile a] region: "eu-west-1"',
    ]));

  test.each([
    ['a command', 'credential_process = /opt/keys --secret canary', '+ [a] credential_process: "[hidden]"'],
    ['a key', 'aws_secret_access_key = canary', '+ [a] aws_secret_access_key: "[hidden]"'],
    ['a misspelt key', 'aws_secert_acces_key = canary-4711', '+ [a] aws_secert_acces_key: "can…"'],
  ])('nothing of %s in an AWS file', (_, line, shown) => expect(editLines('/credentials', '[a]\n', `[a]\n${line}\n`)).toEqual([shown]));
});
