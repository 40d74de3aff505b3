import { describe, expect, test } from 'vitest';
import { diagnose, faults, setScene } from '../diagnose.ts';
import { lineOf } from '../remedy-line.ts';

interface Fault {
  readonly name: string;
  /** Path in the home to text, written as it is. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** All that fails or warns. */
  readonly expected: readonly string[];
  /** Words of the sentence of the first. */
  readonly says?: readonly string[];
  /** Words of its remedies. */
  readonly mended?: string;
  /** What a terminal shows of the edit. */
  readonly shows?: string;
}

const user = '.claude/settings.json';
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const env = (variables: Readonly<Record<string, string>>): string => json({ env: variables });

const rows: readonly Fault[] = [
  {
    name: "lode's own file breaks off: the place is named, and an editor opens it",
    files: { '.config/lode/settings.json': '{\n  "region": "eu-west-1",\n  "awsProfile": \n}\n' },
    expected: ['fail lode-settings.broken'],
    says: ['.config/lode/settings.json:4:1: ', 'a value is expected'],
    mended: 'lode config edit',
  },
  {
    name: 'a key of lode is misspelt: the right one is near',
    files: { '.config/lode/settings.json': '{ "awsProfle": "sandbox", "region": "eu-west-1" }\n' },
    expected: ['fail lode-settings.unknown-key'],
    says: ['.config/lode/settings.json:1:3: there is no setting "awsProfle"'],
    mended: 'Did you mean "awsProfile"?',
  },
  {
    name: 'a value of lode has the wrong type',
    files: { '.config/lode/settings.json': '{ "awsProfile": "sandbox", "region": 7 }\n' },
    expected: ['fail lode-settings.wrong-value'],
    says: ['"region" should be an AWS region'],
    mended: 'lode config edit',
  },
  {
    name: 'two broken files of lode are both named',
    files: { '.config/lode/settings.json': '{ "regio": "eu-west-1" }\n', 'project/.lode/settings.json': '{ "region": 7 }\n' },
    expected: ['fail lode-settings.wrong-value', 'fail lode-settings.unknown-key'],
    says: ['project/.lode/settings.json'],
    mended: 'lode config edit --project',
  },
  {
    name: 'a variable of lode holds what it cannot',
    env: { LODE_RESIDENCY: 'lax' },
    expected: ['fail lode-settings.stopped'],
    says: ['LODE_RESIDENCY should be'],
  },
  {
    name: 'a variable of lode is misspelt',
    env: { LODE_REGON: 'eu-west-1' },
    expected: ['warn lode-settings.unknown-variable'],
    says: ['LODE_REGION'],
    mended: 'unset LODE_REGON',
  },
  {
    name: 'a project file that would choose the account is not trusted',
    files: { '.config/lode/settings.json': '{ "region": "eu-west-1" }\n', 'project/.lode/settings.json': '{ "awsProfile": "sandbox-role" }\n' },
    env: { AWS_PROFILE: 'sandbox' },
    expected: ['warn project-trust.untrusted'],
    says: ['project/.lode/settings.json is not trusted', 'awsProfile'],
    mended: 'lode config trust',
  },
  {
    name: 'a settings file of Claude Code is no strict JSON',
    files: { [user]: '{\n  "env": {},\n}\n' },
    expected: ['fail claude-settings.broken'],
    says: ['.claude/settings.json is skipped', 'line 3'],
    mended: 'Mend ',
  },
  {
    name: 'variables stand outside of env, as one setup tool writes them: they do nothing',
    files: { [user]: json({ AWS_REGION: 'eu-west-1' }) },
    expected: ['warn claude-settings.outside-env'],
    says: ['key AWS_REGION, does nothing'],
    mended: 'added env.AWS_REGION',
    shows: '+ env.AWS_REGION: "eu-west-1"',
  },
  {
    name: 'a setting stands inside of env',
    files: { [user]: env({ awsAuthRefresh: 'true' }) },
    expected: ['warn claude-settings.inside-env'],
    says: ['env.awsAuthRefresh'],
  },
  {
    name: 'a variable is a number in a settings file',
    files: { [user]: json({ env: { CLAUDE_CODE_USE_BEDROCK: 1 } }) },
    expected: ['warn claude-settings.wrong-type'],
    says: ['env.CLAUDE_CODE_USE_BEDROCK'],
    mended: 'changed env.CLAUDE_CODE_USE_BEDROCK',
    shows: '+ env.CLAUDE_CODE_USE_BEDROCK: "1"',
  },
  {
    name: 'a key is written twice in a settings file: only the last one counts, and no edit chooses',
    files: { [user]: '{\n  "env": {\n    "CLAUDE_CODE_USE_BEDROCK": "0",\n    "CLAUDE_CODE_USE_BEDROCK": "1"\n  }\n}\n' },
    expected: ['warn claude-settings.duplicate-key'],
    says: ['settings.json has the key env.CLAUDE_CODE_USE_BEDROCK more than once, on lines 3 and 4'],
    mended: 'Keep one env.CLAUDE_CODE_USE_BEDROCK in ',
  },
  {
    name: 'complaint 3: awsAuthRefresh stands in ~/.claude.json',
    files: { '.claude.json': json({ numStartups: 3, awsAuthRefresh: 'aws sso login' }), [user]: json({ theme: 'dark' }) },
    expected: ['warn misplaced-settings.state'],
    says: ['.claude.json holds awsAuthRefresh'],
    mended: 'added awsAuthRefresh',
    shows: '+ awsAuthRefresh: "aws…"',
  },
  {
    name: 'complaint 3: ~/.claude/settings.local.json is no file of the user',
    files: { '.claude/settings.local.json': env({ AWS_REGION: 'us-east-1' }) },
    expected: ['warn misplaced-settings.user-local'],
    says: ['.claude/settings.local.json is read by nobody'],
    mended: 'Move its keys into ',
  },
  {
    name: 'a project has a .claude.json',
    files: { 'project/.claude.json': json({ model: 'opus' }) },
    expected: ['warn misplaced-settings.project-state'],
    mended: '.claude/settings.json',
  },
  {
    name: 'lode has a file in ~/.lode',
    files: { '.lode/settings.json': json({ region: 'us-east-1' }) },
    expected: ['warn misplaced-settings.home-lode'],
    mended: '.config/lode/settings.json',
  },
  {
    name: 'T1: what the shell exports loses to env of a settings file',
    files: { [user]: env({ AWS_REGION: 'us-west-2' }) },
    env: { AWS_REGION: 'eu-west-1' },
    expected: ['warn shell-conflicts.file-beats-shell'],
    says: ['key env.AWS_REGION, says "us-west-2"', 'AWS_REGION in your shell, "eu-west-1"', 'lode claude uses eu-west-1'],
    mended: 'If the other place is meant, remove env.AWS_REGION from ',
  },
  {
    name: 'T2: a project switches Bedrock off',
    files: { 'project/.claude/settings.json': env({ CLAUDE_CODE_USE_BEDROCK: '0' }) },
    env: { CLAUDE_CODE_USE_BEDROCK: '1' },
    expected: ['warn shell-conflicts.bedrock-off'],
    says: ['project/.claude/settings.json, key env.CLAUDE_CODE_USE_BEDROCK, turns Bedrock off', 'lode claude turns it on'],
    mended: 'Agree it with the others',
  },
  {
    name: 'T2: a project pins a profile',
    files: { 'project/.claude/settings.json': env({ AWS_PROFILE: 'sandbox-other' }) },
    expected: ['warn shell-conflicts.project-profile'],
    says: ['profile "sandbox-other"', 'lode claude uses profile sandbox'],
  },
  {
    name: 'T4: a variable is set to nothing',
    env: { AWS_PROFILE: '' },
    expected: ['warn empty-variables.blank'],
    says: ['AWS_PROFILE in your shell'],
    mended: 'unset AWS_PROFILE',
  },
  {
    name: 'T4: a value in a settings file has blanks around it',
    files: { [user]: env({ AWS_REGION: 'eu-west-1 ' }) },
    args: ['--region', 'eu-west-1'],
    expected: ['warn empty-variables.spaces'],
    says: ['key env.AWS_REGION, has blanks'],
    mended: 'changed env.AWS_REGION',
    shows: '+ env.AWS_REGION: "eu-west-1"',
  },
  {
    name: 'T12: an apac. model is still in an old file',
    files: { [user]: env({ ANTHROPIC_DEFAULT_SONNET_MODEL: 'apac.anthropic.claude-sonnet-4-5-20250929-v1:0' }) },
    expected: ['warn foreign-pins.apac'],
    says: ['key env.ANTHROPIC_DEFAULT_SONNET_MODEL, pins apac.anthropic.'],
    mended: 'changed env.ANTHROPIC_DEFAULT_SONNET_MODEL',
  },
  {
    name: 'complaint 5: a us. model is pinned outside the US',
    files: { [user]: env({ ANTHROPIC_DEFAULT_OPUS_MODEL: 'us.anthropic.claude-opus-5-5[1m]' }) },
    expected: ['warn foreign-pins.geography'],
    says: ['cannot be called from eu-west-1', 'eu.anthropic.claude-opus-5-5'],
    mended: 'changed env.ANTHROPIC_DEFAULT_OPUS_MODEL',
  },
  {
    name: 'on-demand throughput: a bare model ID where only a profile serves it',
    files: { [user]: env({ ANTHROPIC_DEFAULT_OPUS_MODEL: 'anthropic.claude-opus-5-5' }) },
    expected: ['warn foreign-pins.bare'],
    says: ['without a prefix'],
    mended: 'changed env.ANTHROPIC_DEFAULT_OPUS_MODEL',
  },
  {
    name: 'an ARN of another region is pinned',
    files: { [user]: env({ ANTHROPIC_DEFAULT_OPUS_MODEL: 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123' }) },
    expected: ['warn foreign-pins.arn'],
    says: ['an ARN of us-east-1'],
  },
  {
    name: 'a guessed ending makes an ID that does not exist',
    files: { [user]: env({ ANTHROPIC_DEFAULT_OPUS_MODEL: 'eu.anthropic.claude-opus-4-7-v1' }) },
    expected: ['warn foreign-pins.misspelt'],
    says: ['eu.anthropic.claude-opus-4-7 is'],
  },
  {
    name: 'complaint 30: a model that the wizard pinned is retired',
    files: { [user]: env({ CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_DEFAULT_OPUS_MODEL: 'us.anthropic.claude-opus-4-20250514-v1:0' }) },
    expected: ['warn wizard-pins.retired'],
    says: ['is retired on Bedrock'],
  },
  { name: 'Mantle is switched on', files: { [user]: env({ CLAUDE_CODE_USE_MANTLE: '1' }) }, expected: ['warn gateway.mantle'], says: ['Mantle'] },
  {
    name: 'a settings file sends prompts to a gateway',
    files: { [user]: env({ ANTHROPIC_BEDROCK_BASE_URL: 'https://gateway.example.com/bedrock' }) },
    expected: ['warn gateway.bedrock-url-in-file'],
    says: ['to gateway.example.com instead of AWS'],
    mended: 'endpoints.bedrockRuntime',
  },
  {
    name: 'a header replaces the signature',
    files: { [user]: env({ ANTHROPIC_CUSTOM_HEADERS: 'Authorization: Bearer canary-of-a-header' }) },
    expected: ['warn gateway.headers', 'warn plain-secrets.own'],
    says: ['adds Authorization'],
  },
  {
    name: 'a secret stands in a settings file',
    files: { [user]: env({ MY_API_TOKEN: 'canary-of-a-token' }) },
    expected: ['warn plain-secrets.own'],
    says: ['env.MY_API_TOKEN'],
    mended: 'Take env.MY_API_TOKEN out of ',
  },
];

describe('each fault of the settings is named, and nothing else is', { timeout: 30_000 }, () => {
  test.each(rows)('$name', async ({ files = {}, env: variables = {}, args = [], expected, says = [], mended, shows }) => {
    const scene = await setScene();
    try {
      for (const [path, text] of Object.entries(files)) scene.write(path, text);
      const results = await diagnose(scene, args, variables);
      expect(faults(results)).toEqual(expected);
      const first = results.find(({ severity, code }) => `${severity} ${code}` === expected[0]);
      for (const words of says) expect(first?.sentence).toContain(words);
      if (mended !== undefined) expect(first?.remedies.map(lineOf).join('\n')).toContain(mended);
      if (shows !== undefined) expect((await scene.run(['doctor', ...args], variables)).stdout).toContain(`${shows}\n`);
      expect(JSON.stringify(results)).not.toContain('canary');
    } finally {
      await scene.close();
    }
  });

  test('a healthy scene has no fault, and says which files are read', async () => {
    const scene = await setScene();
    try {
      expect(faults(await diagnose(scene))).toEqual([]);
      const { stdout } = await scene.run(['doctor', '--json']);
      expect(stdout).toContain('lode reads ~/.config/lode/settings.json');
    } finally {
      await scene.close();
    }
  });

  test.each([
    ['in its file', { '.local/share/opencode/auth.json': json({ 'amazon-bedrock': { type: 'api', key: 'canary-of-a-key' } }) }, ['warn stored-keys.kept']],
    ['of another provider', { '.local/share/opencode/auth.json': json({ anthropic: { type: 'api', key: 'canary-of-a-key' } }) }, []],
  ])('T15: a key that opencode keeps beats the environment: one %s', async (_, files, expected) => {
    const scene = await setScene();
    try {
      scene.write('bin/opencode', '#!/bin/sh\necho 1.18.34\n', 0o755);
      for (const [path, text] of Object.entries(files)) if (text !== undefined) scene.write(path, text);
      const results = await diagnose(scene, ['--assistant', 'opencode']);
      expect(faults(results)).toEqual(expected);
      const [kept] = results.filter(({ code }) => code === 'stored-keys.kept');
      if (kept !== undefined) {
        expect(kept.sentence).toContain('.local/share/opencode/auth.json');
        expect(kept.remedies).toMatchObject([{ kind: 'words', text: 'Remove it: opencode auth logout' }]);
      }
      expect(JSON.stringify(results)).not.toContain('canary');
    } finally {
      await scene.close();
    }
  });

  test('T8: AWS_DEFAULT_REGION alone is worth a note, because some programs do not read it', async () => {
    const scene = await setScene();
    try {
      const results = await diagnose(scene, [], { AWS_DEFAULT_REGION: 'eu-west-1' });
      expect(faults(results)).toEqual([]);
      expect(results.find(({ code }) => code === 'shell-conflicts.default-region-only')?.sentence).toContain('lode claude uses eu-west-1');
    } finally {
      await scene.close();
    }
  });
});
