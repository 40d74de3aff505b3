import { describe, expect, test } from 'vitest';
import { managedSettings } from '../../../src/doctor/checks/managed-settings.ts';
import { json, lookAt, named } from './look-at.ts';

const path = '/etc/claude-code/managed-settings.json';
const present = 'note managed-settings.present';

describe('managed settings of Claude Code', () => {
  test.each([
    ['a managed region that is the launch’s own is no conflict', { env: { AWS_REGION: 'eu-west-1' } }, [present]],
    ['another managed region stops a launch', { env: { AWS_REGION: 'us-east-1' } }, [present, 'fail managed-settings.beats']],
    ['Bedrock switched off stops a launch', { env: { CLAUDE_CODE_USE_BEDROCK: '0' } }, [present, 'fail managed-settings.beats']],
    ['another provider stops a launch', { env: { CLAUDE_CODE_USE_VERTEX: '1' } }, [present, 'fail managed-settings.beats']],
    ['a gateway stops a launch', { env: { ANTHROPIC_BEDROCK_BASE_URL: 'https://gateway.example.com' } }, [present, 'fail managed-settings.beats']],
    ['its own credential script stops a launch', { awsCredentialExport: 'print-keys' }, [present, 'fail managed-settings.beats']],
    ['providers without Bedrock stop a launch', { allowedProviders: ['anthropic'] }, [present, 'fail managed-settings.beats']],
    [
      'a model is judged by the catalog as long as the account was not asked',
      { env: { ANTHROPIC_DEFAULT_OPUS_MODEL: 'opus' } },
      [present, 'warn managed-settings.model'],
    ],
    ['what does not concern a launch is only told', { permissions: { deny: ['WebFetch'] } }, [present]],
  ])('%s', async (_, content, expected) => {
    const results = await lookAt(managedSettings, { files: { [path]: json(content) } });
    expect(named(results)).toEqual(expected);
    for (const { sentence } of results) expect(sentence).toContain(path);
  });

  test('a managed file is never edited: lode follows it, or somebody is asked', async () => {
    const results = await lookAt(managedSettings, { files: { [path]: json({ env: { AWS_REGION: 'us-east-1' } }) } });
    expect(results[1]?.remedies.map((remedy) => (remedy.kind === 'command' ? remedy.words.join(' ') : remedy.kind))).toEqual([
      'lode config set region us-east-1',
      'words',
    ]);
  });

  test('a managed API key is named and not shown', async () => {
    const results = await lookAt(managedSettings, { files: { [path]: json({ env: { AWS_BEARER_TOKEN_BEDROCK: 'canary' } }) } });
    expect(named(results)).toContain('fail managed-settings.beats');
    expect(JSON.stringify(results)).not.toContain('canary');
  });

  test('a drop-in beside the managed file counts too', async () => {
    const dropIn = '/etc/claude-code/managed-settings.d/10-region.json';
    const results = await lookAt(managedSettings, { files: { [dropIn]: json({ env: { AWS_REGION: 'us-east-1' } }) } });
    expect(results.at(-1)?.sentence).toContain(`${dropIn}, key env.AWS_REGION`);
  });
});
