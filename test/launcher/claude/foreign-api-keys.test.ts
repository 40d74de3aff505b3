import { describe, expect, test } from 'vitest';
import { LodeError } from '../../../src/errors.ts';
import type { AssistantFile, HandOverInput } from '../../../src/launcher/assistant.ts';
import { refuseForeignApiKeys } from '../../../src/launcher/claude/foreign-api-keys.ts';
import { handOverInput } from '../hand-over-input.ts';

const file = (layer: AssistantFile['layer'], key?: string): AssistantFile => ({
  layer,
  path: `/${layer}.json`,
  env: key === undefined ? {} : { AWS_BEARER_TOKEN_BEDROCK: key },
  settings: {},
});

function refusal(files: readonly AssistantFile[], source: HandOverInput['source'] = { kind: 'bearer-token' }): string | undefined {
  try {
    refuseForeignApiKeys(handOverInput({ source, files, env: { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-mine' } }));
    return undefined;
  } catch (error) {
    if (error instanceof LodeError) return [error.message, ...(error.failure.hints ?? [])].join('\n');
    throw error;
  }
}

describe('a Bedrock API key in a settings file', () => {
  test.each(['managed', 'local', 'project', 'user'] as const)('of the %s layer that is another one stops the launch', (layer) => {
    const words = refusal([file(layer, 'bedrock-api-key-theirs')]);
    expect(words).toContain(`/${layer}.json, key env.AWS_BEARER_TOKEN_BEDROCK, holds another Bedrock API key than your environment`);
    expect(words).not.toContain('theirs');
    expect(words).not.toContain('mine');
  });

  test('that is emptied stops it too, since Claude Code would then have none', () => expect(refusal([file('user', '')])).toBeDefined());
  test('that is the same one does not', () => expect(refusal([file('user', 'bedrock-api-key-mine')])).toBeUndefined());
  test('that is not there does not', () => expect(refusal([file('user')])).toBeUndefined());
  test('does not matter to a session of a profile, which blanks it', () => {
    expect(refusal([file('user', 'bedrock-api-key-theirs')], { kind: 'profile', profile: 'work', via: 'keys' })).toBeUndefined();
  });
});
