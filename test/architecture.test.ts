import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The dependency rules of docs/architecture.md, read off the sources themselves. */

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

const root = resolve('src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'));
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const imports: readonly Import[] = files.flatMap((file) => importsOf(file, texts.get(file) ?? ''));

function importsOf(file: string, text: string): readonly Import[] {
  const fixed = [...text.matchAll(/^(?:import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'/gm)].map(([, type, to]) => ({
    to,
    typeOnly: type !== undefined,
    lazy: false,
  }));
  const lazy = [...text.matchAll(/(typeof )?\bimport\('([^']+)'\)/g)].map(([, type, to]) => ({ to, typeOnly: type !== undefined, lazy: true }));
  return [...fixed, ...lazy].map(({ to = '', ...rest }) => ({ from: file, to: place(file, to), ...rest }));
}

function place(file: string, to: string): string {
  return to.startsWith('.') ? relative(root, resolve(root, dirname(file), to)).replaceAll('\\', '/') : to;
}

function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '(root)';
}

const offenders = (rule: (each: Import) => boolean): readonly string[] => imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);

describe('the house keeps its rules', () => {
  test('the sources are found at all', () => expect(files.length).toBeGreaterThan(80));

  test('only src/aws loads the SDK, and src/aws only lazily', () => {
    expect(offenders(({ from, to, typeOnly }) => to.startsWith('@aws-sdk/') && !typeOnly && !from.startsWith('aws/'))).toEqual([]);
    expect(offenders(({ from, to, typeOnly, lazy }) => from.startsWith('aws/') && to.startsWith('@aws-sdk/') && !typeOnly && !lazy)).toEqual([]);
  });

  test('only src/system and the sandbox start processes', () => {
    expect(offenders(({ from, to, typeOnly }) => /child_process|^execa$/.test(to) && !typeOnly && !/^(system|sandbox)\//.test(from))).toEqual([]);
  });

  test('only src/system, the sandbox and the loader touch files', () => {
    expect(offenders(({ from, to, typeOnly }) => to.startsWith('node:fs') && !typeOnly && !/^(system|sandbox)\/|^bin\.ts$/.test(from))).toEqual([]);
  });

  test.each(['models', 'gates', 'exports', 'settings', 'changes', 'launcher', 'auth', 'schedule', 'team', 'policy', 'commands', 'output', 'cli'])(
    'src/%s names no process, clock or console',
    (folder) => {
      const naming = [...texts].filter(
        ([file, text]) => folderOf(file) === folder && /\bprocess\.[a-z]|Date\.now\(|new Date\(\)|console\.(?!(aws\.)?amazon)[a-z]/.test(withoutComments(text)),
      );
      expect(naming.map(([file]) => file)).toEqual([]);
    },
  );

  test('src/models is pure: it reaches for nothing but names, digests and the settings’ types', () => {
    expect(offenders(({ from, to, typeOnly }) => folderOf(from) === 'models' && !typeOnly && !/^(models\/|digest\.ts|nearest\.ts)/.test(to))).toEqual([]);
  });

  test('src/gates is pure: it reaches for nothing but models and near names', () => {
    expect(offenders(({ from, to, typeOnly }) => folderOf(from) === 'gates' && !typeOnly && !/^(gates\/|models\/|nearest\.ts)/.test(to))).toEqual([]);
  });

  test('src/policy is pure: it reaches for nothing but models and one way to write YAML', () => {
    expect(offenders(({ from, to, typeOnly }) => folderOf(from) === 'policy' && !typeOnly && !/^(policy\/|models\/|exports\/yaml-text\.ts)/.test(to))).toEqual(
      [],
    );
  });

  test('commands never import each other, and only the entry and the command line import them', () => {
    expect(offenders(({ from, to }) => folderOf(to) === 'commands' && !/^(cli\/|main\.ts|start\.ts)/.test(from))).toEqual([]);
  });

  test.each([
    ['settings', ['auth', 'aws', 'launcher', 'models', 'commands', 'output', 'cli', 'sandbox']],
    ['changes', ['auth', 'aws', 'discovery', 'launcher', 'models', 'doctor', 'setup', 'commands', 'output', 'cli', 'sandbox']],
    ['auth', ['launcher', 'models', 'commands', 'output', 'cli', 'sandbox']],
    ['aws', ['launcher', 'commands', 'output', 'cli', 'sandbox']],
    ['launcher', ['commands', 'exports', 'output', 'cli', 'sandbox']],
    ['exports', ['aws', 'discovery', 'system', 'commands', 'output', 'cli', 'sandbox']],
    ['schedule', ['aws', 'launcher', 'models', 'commands', 'output', 'cli', 'sandbox']],
    ['editors', ['doctor', 'setup', 'team', 'commands', 'output', 'cli', 'sandbox']],
    ['setup', ['doctor', 'team', 'commands', 'cli', 'sandbox']],
    ['team', ['commands', 'output', 'cli', 'sandbox', 'doctor']],
    ['completion', ['aws', 'setup', 'team', 'doctor', 'commands', 'output', 'cli']],
    ['system', ['auth', 'aws', 'launcher', 'models', 'settings', 'commands', 'output', 'cli', 'sandbox']],
    ['sandbox', ['auth', 'aws', 'launcher', 'commands', 'output', 'cli']],
  ])('src/%s never looks up at %s', (lower, uppers) => {
    expect(offenders(({ from, to, typeOnly }) => folderOf(from) === lower && uppers.includes(folderOf(to)) && !typeOnly)).toEqual([]);
  });

  test('an assistant is one file: nothing outside the list names one', () => {
    const named = offenders(({ from, to }) => /^launcher\/assistants\/(?!index)/.test(to) && !from.startsWith('launcher/assistants/'));
    expect(named).toEqual([]);
  });

  test('no file is called utils, common, helpers or misc', () => {
    expect(files.filter((file) => /^(utils?|common|helpers?|misc)\b/.test(basename(file)))).toEqual([]);
  });

  test('no file outgrows its room', () => {
    const long = [...texts].filter(([, text]) => text.split('\n').length > 260).map(([file]) => file);
    expect(long).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
