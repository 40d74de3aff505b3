import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Scene } from '../../support/scene.ts';
import { diagnose, faults, setScene } from '../diagnose.ts';
import { lineOf } from '../remedy-line.ts';

interface Fault {
  readonly name: string;
  readonly set: (scene: Scene) => Readonly<Record<string, string>> | void;
  readonly args?: readonly string[];
  /** All that fails or warns. */
  readonly expected: readonly string[];
  /** Words of its sentence. */
  readonly says?: readonly string[];
  /** Words of its remedies, as a person reads them. */
  readonly mended?: string;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
/** A program that says a version and nothing else. */
const saying = (version: string): string => `#!/bin/sh\necho "${version} (Claude Code)"\n`;
const editor = '.config/Code/User/settings.json';
const withExtension = (scene: Scene): void => void scene.write('.vscode/extensions/anthropic.claude-code-2.1.329-linux-x64/package.json', '{}');

/** The stub that Claude Code's npm package brings, until its postinstall puts the native program in its place. */
const stub = 'echo "Error: claude native binary not installed." >&2\necho "" >&2\nexit 1\n';

const rows: readonly Fault[] = [
  {
    name: 'the assistant is not installed',
    set: (scene) => ({ PATH: scene.path('tools') }),
    expected: ['fail assistant.not-found'],
    says: ['Claude Code (claude)'],
    mended: 'npm install -g @anthropic-ai/claude-code',
  },
  {
    name: 'the assistant is not executable',
    set: (scene) => chmodSync(scene.path('bin/claude'), 0o644),
    expected: ['fail assistant.not-runnable'],
    says: ['bin/claude cannot be run: it is not executable'],
    mended: 'chmod +x ',
  },
  {
    name: 'T14: npm with --ignore-scripts leaves the shim without its native program',
    set: (scene) => {
      const root = 'lib/node_modules/@anthropic-ai/claude-code';
      scene.write(`${root}/package.json`, json({ name: '@anthropic-ai/claude-code', version: '2.1.329' }));
      scene.write(`${root}/install.cjs`, '');
      scene.write(`${root}/bin/claude.exe`, stub, 0o755);
      mkdirSync(scene.path('npm'));
      symlinkSync(scene.path(`${root}/bin/claude.exe`), scene.path('npm/claude'));
      return { PATH: `${scene.path('npm')}:${scene.path('tools')}` };
    },
    expected: ['fail assistant.no-native-program'],
    says: ['npm/claude was installed by npm without its native program'],
    mended: 'claude-code/install.cjs',
  },
  {
    name: 'the assistant breaks at its start',
    set: (scene) => void scene.write('bin/claude', '#!/bin/sh\necho "cannot open shared object file" >&2\nexit 127\n', 0o755),
    expected: ['fail assistant.does-not-start'],
    says: ['--version ended with 127'],
    mended: 'bin/claude --version',
  },
  {
    name: 'the only claude on PATH calls lode',
    set: (scene) => void scene.write('bin/claude', '#!/bin/sh\nexec lode claude "$@"\n', 0o755),
    expected: ['fail recursion.only-shims'],
    says: ['No Claude Code is left to start', 'bin/claude only call lode'],
    mended: 'npm install -g @anthropic-ai/claude-code',
  },
  {
    name: 'lode within lode within lode',
    set: () => ({ LODE_LAUNCH: JSON.stringify({ pid: 1, paths: [], depth: 6, at: 0, person: false }) }),
    expected: ['fail recursion.circle'],
    says: ['within 6 launches of its own'],
    mended: 'unset LODE_LAUNCH',
  },
  {
    name: 'lode stands in for a process wrapper',
    set: (scene) => void scene.write('.claude/settings.json', json({ processWrapper: '/usr/local/bin/lode' })),
    expected: ['warn recursion.wrapper'],
    says: ['key processWrapper,', '/usr/local/bin/lode'],
    mended: 'removed processWrapper',
  },
  {
    name: 'complaint 26: before 2.1.176 credentials may be another identity’s, so such a version is refused',
    set: (scene) => void scene.write('bin/claude', saying('2.1.150'), 0o755),
    expected: ['fail assistant-version.too-old'],
    says: ['Claude Code 2.1.150 at ', 'too old: before 2.1.176'],
    mended: 'claude update',
  },
  {
    name: 'complaint 20: a Bedrock API key in 2.1.95',
    set: (scene) => {
      scene.write('bin/claude', saying('2.1.95'), 0o755);
      scene.write('.config/lode/settings.json', json({ region: 'eu-west-1' }));
      return { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' };
    },
    expected: ['fail assistant-version.too-old'],
    says: ['sends no Authorization header with a Bedrock API key'],
    mended: 'claude update',
  },
  {
    name: 'complaint 21: the SSO regression of 2.1.207',
    set: (scene) => void scene.write('bin/claude', saying('2.1.207'), 0o755),
    args: ['--aws-profile', 'sandbox-sso'],
    // The model that lode would choose came later than that version as well.
    expected: ['warn assistant-version.known-bad', 'warn assistant-version.models'],
    says: ['IAM Identity Center in the wrong region', '2.1.208 no longer does'],
    mended: 'claude update',
  },
  {
    name: 'complaint 29: Mantle before 2.1.198',
    set: (scene) => {
      scene.write('bin/claude', saying('2.1.190'), 0o755);
      return { CLAUDE_CODE_USE_MANTLE: '1' };
    },
    expected: ['warn assistant-version.known-bad', 'warn assistant-version.models', 'warn gateway.mantle'],
    says: ['ends in a 401 on Mantle', '2.1.206 no longer does'],
  },
  {
    name: 'complaint 18: the version is older than the model needs',
    set: (scene) => void scene.write('bin/claude', saying('2.1.270'), 0o755),
    expected: ['warn assistant-version.models'],
    says: ['Claude Code 2.1.270 at ', 'is too old for ', 'Claude Opus 5.5 (from 2.1.280)'],
    mended: 'claude update',
  },
  {
    name: 'two installations, and the older one is started',
    set: (scene) => {
      scene.write('old/claude', saying('2.1.300'), 0o755);
      return { PATH: `${scene.path('old')}:${scene.path('bin')}:${scene.path('tools')}` };
    },
    expected: ['warn installs.older-in-use'],
    says: ['old/claude (2.1.300) stands before ', 'bin/claude (2.1.329)'],
    mended: 'Remove ',
  },
  {
    name: 'complaint 22: the extension of VS Code is told nothing of Bedrock, though the shell exports it',
    set: (scene) => {
      withExtension(scene);
      return { CLAUDE_CODE_USE_BEDROCK: '1' };
    },
    expected: ['warn ide.not-told'],
    says: ["Claude Code's extension in VS Code", 'does not see what your shell exports'],
    mended: 'added claudeCode.disableLoginPrompt',
  },
  {
    name: 'complaint 22: the extension still asks to log in',
    set: (scene) => {
      withExtension(scene);
      scene.write(editor, '{\n  // mine\n  "editor.tabSize": 2,\n}\n');
      scene.write('.claude/settings.json', json({ env: { CLAUDE_CODE_USE_BEDROCK: '1' } }));
    },
    expected: ['warn ide.login-prompt'],
    mended: 'added claudeCode.disableLoginPrompt',
  },
  {
    name: 'the extension is sent to another region',
    set: (scene) =>
      void scene.write(
        '.config/Cursor/User/settings.json',
        json({
          'claudeCode.disableLoginPrompt': true,
          'claudeCode.environmentVariables': [
            { name: 'CLAUDE_CODE_USE_BEDROCK', value: '1' },
            { name: 'AWS_REGION', value: 'us-east-1' },
          ],
        }),
      ),
    expected: ['warn ide.differs'],
    says: ['of Cursor', 'AWS_REGION us-east-1', 'lode uses eu-west-1'],
    mended: 'make AWS_REGION eu-west-1',
  },
  {
    name: 'the variables of the extension are an object',
    set: (scene) => void scene.write('.config/VSCodium/User/settings.json', json({ 'claudeCode.environmentVariables': { CLAUDE_CODE_USE_BEDROCK: '1' } })),
    expected: ['warn ide.wrong-shape'],
    says: ['of VSCodium'],
    mended: 'added claudeCode.environmentVariables[CLAUDE_CODE_USE_BEDROCK]',
  },
  {
    name: 'a secret stands in the settings of an editor, and no edit copies it',
    set: (scene) =>
      void scene.write(
        editor,
        json({ 'claudeCode.environmentVariables': [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'canary/of/an/editor/00000000000000000000' }] }),
      ),
    expected: ['warn ide.secret'],
    says: ['holds AWS_SECRET_ACCESS_KEY in plain text'],
    mended: 'Take AWS_SECRET_ACCESS_KEY out of ',
  },
  {
    name: 'the wrapper that the extension starts through is gone',
    set: (scene) => void scene.write(editor, json({ 'claudeCode.claudeProcessWrapper': '/opt/gone/wrapper' })),
    expected: ['warn ide.wrapper-missing'],
    says: ['/opt/gone/wrapper, which is not there'],
    mended: 'Correct claudeCode.claudeProcessWrapper',
  },
];

describe('each fault of programs is named, and nothing else is', { timeout: 30_000 }, () => {
  test.each(rows)('$name', async ({ set, args = [], expected, says = [], mended }) => {
    const scene = await setScene();
    try {
      const env = set(scene) ?? {};
      const results = await diagnose(scene, args, env);
      expect(faults(results)).toEqual(expected);
      const first = results.find(({ severity, code }) => `${severity} ${code}` === expected[0]);
      for (const words of says) expect(first?.sentence).toContain(words);
      if (mended !== undefined) expect(first?.remedies.map(lineOf).join('\n')).toContain(mended);
      expect(JSON.stringify(results)).not.toContain('canary');
    } finally {
      await scene.close();
    }
  });

  test('a healthy scene has no fault, and says what is started', async () => {
    const scene = await setScene();
    try {
      const { stdout } = await scene.run(['doctor', '--json']);
      const { results } = JSON.parse(stdout) as { results: readonly { code: string; severity: string; sentence: string }[] };
      expect(results.filter(({ severity }) => severity === 'fail' || severity === 'warn')).toEqual([]);
      expect(results.find(({ code }) => code === 'assistant.well')?.sentence).toBe('Claude Code 2.1.329 at ~/bin/claude');
      expect(results.find(({ code }) => code === 'runtime.well')?.sentence).toBe(`Node ${process.versions.node}`);
    } finally {
      await scene.close();
    }
  });

  test('two installations of different versions are worth a note while the newest is started', async () => {
    const scene = await setScene();
    try {
      scene.write('old/claude', saying('2.1.300'), 0o755);
      const results = await diagnose(scene, [], { PATH: `${scene.path('bin')}:${scene.path('old')}:${scene.path('tools')}` });
      expect(faults(results)).toEqual([]);
      expect(results.map(({ code }) => code)).toContain('installs.versions-differ');
    } finally {
      await scene.close();
    }
  });

  test('what the doctor offers for an editor keeps its comments, and mends it', async () => {
    const scene = await setScene();
    try {
      withExtension(scene);
      scene.write(editor, '{\n  // mine\n  "editor.tabSize": 2,\n}\n');
      await scene.run(['doctor', '--fix', '--yes']);
      const text = scene.files().get(scene.path(editor)) ?? '';
      expect(text).toContain('// mine\n');
      expect(text).toContain('{\n      "name": "AWS_REGION",\n      "value": "eu-west-1"\n    }');
      expect(faults(await diagnose(scene))).toEqual([]);
    } finally {
      await scene.close();
    }
  });
});
