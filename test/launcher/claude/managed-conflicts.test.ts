import { describe, expect, test } from 'vitest';
import { LodeError } from '../../../src/errors.ts';
import type { AssistantFile, HandOverInput } from '../../../src/launcher/assistant.ts';
import { refuseManagedConflicts } from '../../../src/launcher/claude/managed-conflicts.ts';
import { handOverInput } from '../hand-over-input.ts';

const path = '/etc/claude-code/managed-settings.json';

function file(settings: Readonly<Record<string, unknown>>, layer: AssistantFile['layer'] = 'managed'): AssistantFile {
  return { layer, path, env: (settings['env'] ?? {}) as Record<string, string>, settings };
}

function refusal(files: readonly AssistantFile[], more: Partial<HandOverInput> = {}): string | undefined {
  try {
    refuseManagedConflicts(handOverInput({ files, ...more }));
    return undefined;
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return [error.message, ...(error.failure.hints ?? [])].join('\n');
  }
}

const opening = "Claude Code's managed settings would move this session, and nothing can beat them:";
const ask = 'Or ask whoever manages this machine to change the file.';

describe('a conflict is named with its file and key', () => {
  test.each<[string, Record<string, unknown>, string, string?]>([
    [
      'another region',
      { env: { AWS_REGION: 'us-east-1' } },
      `${path}, key env.AWS_REGION, is "us-east-1", and this launch needs eu-west-1.`,
      'Follow them: lode --region us-east-1 claude',
    ],
    ['another model', { env: { ANTHROPIC_MODEL: 'us.opus' } }, `${path}, key env.ANTHROPIC_MODEL, is "us.opus", and this launch needs eu.opus.`],
    ['another provider', { env: { CLAUDE_CODE_USE_VERTEX: '1' } }, `${path}, key env.CLAUDE_CODE_USE_VERTEX, is "1", and this launch needs it unset.`],
    ['Bedrock off', { env: { CLAUDE_CODE_USE_BEDROCK: '0' } }, `${path}, key env.CLAUDE_CODE_USE_BEDROCK, is "0", and this launch needs 1.`],
    [
      'another host',
      { env: { ANTHROPIC_BEDROCK_BASE_URL: 'https://gw' } },
      `${path}, key env.ANTHROPIC_BEDROCK_BASE_URL, is "https://gw", and this launch needs it unset.`,
    ],
    [
      'a key, which is not shown',
      { env: { AWS_BEARER_TOKEN_BEDROCK: 'canary' } },
      `${path}, key env.AWS_BEARER_TOKEN_BEDROCK, is set, and this launch needs it unset.`,
    ],
    [
      'a host with a password, which is not shown',
      { env: { ANTHROPIC_BASE_URL: 'https://me:canary@gw' } },
      `${path}, key env.ANTHROPIC_BASE_URL, is set, and this launch needs it unset.`,
    ],
    ['another credential script', { awsCredentialExport: 'theirs' }, `${path}, key awsCredentialExport, replaces lode's hand-over of credentials.`],
    ['Bedrock not allowed', { allowedProviders: ['anthropic'] }, `${path}, key allowedProviders, does not allow "bedrock".`],
  ])('%s', (_, settings, words, hint) => {
    expect(refusal([file(settings)])).toBe([`${opening} ${words}`, ...(hint === undefined ? [] : [hint]), ask].join('\n'));
  });

  test('all of them at once', () => {
    const both = refusal([file({ env: { ANTHROPIC_MODEL: 'x', CLAUDE_CODE_USE_VERTEX: '1' } })]);
    expect(both).toContain(`${path}, key env.ANTHROPIC_MODEL, is "x", and this launch needs eu.opus; ${path}, key env.CLAUDE_CODE_USE_VERTEX,`);
  });
});

describe('no conflict', () => {
  test.each<[string, readonly AssistantFile[], Partial<HandOverInput>?]>([
    ['nothing managed', []],
    ['equal values', [file({ env: { AWS_REGION: 'eu-west-1', CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_MODEL: 'eu.opus' } })]],
    ['a switch that is off anyway', [file({ env: { CLAUDE_CODE_USE_VERTEX: '0', CLAUDE_CODE_SKIP_BEDROCK_AUTH: 'false', ANTHROPIC_BASE_URL: '' } })]],
    ['other variables', [file({ env: { HTTPS_PROXY: 'http://proxy', AWS_PROFILE: 'corp' } })]],
    ['an empty script', [file({ awsCredentialExport: '' })]],
    [
      'the very script that the session takes its credentials from',
      [file({ awsCredentialExport: 'corp-creds' })],
      { source: { kind: 'export-script', command: 'corp-creds' } },
    ],
    ['Bedrock among the allowed', [file({ allowedProviders: ['anthropic', 'bedrock'] })]],
    ['a file that the overlay beats', [file({ env: { AWS_REGION: 'us-east-1' }, awsCredentialExport: 'x' }, 'project')]],
    ['a Bedrock API key for a session that uses it', [file({ env: { AWS_BEARER_TOKEN_BEDROCK: 'k' } })], { source: { kind: 'bearer-token' } }],
  ])('%s', (_, files, more) => {
    expect(refusal(files, more)).toBeUndefined();
  });
});
