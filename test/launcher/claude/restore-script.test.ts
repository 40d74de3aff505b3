import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { restoreScript } from '../../../src/launcher/claude/restore-script.ts';
import { handOverInput } from '../hand-over-input.ts';

const folder = mkdtempSync(join(tmpdir(), "lode-restore's-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The variables of the session, as Claude Code's own process has them. */
const inSession = {
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  ANTHROPIC_BASE_URL: '',
  AWS_BEARER_TOKEN_BEDROCK: '',
  AWS_ENDPOINT_URL: '',
  AWS_PROFILE: 'own',
};

/** What a command in a child shell sees after the script, by a real POSIX shell. */
function seen(env: Readonly<Record<string, string>>, ...names: readonly string[]): Record<string, string> {
  const script = `${restoreScript(handOverInput({ env }))}\n${names.map((name) => `printf '%s\\0' "\${${name}-unset}"`).join('\n')}\n`;
  const values = execFileSync('/bin/sh', ['-c', script], { env: { ...inSession, PATH: process.env['PATH'] ?? '' }, encoding: 'utf8' }).split('\0');
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

describe('child shells have back', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ["the user's own region", { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2' }, { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2' }],
    ['no region, where there was none', {}, { AWS_REGION: 'unset', AWS_DEFAULT_REGION: 'unset' }],
    ['what the overlay blanked', { ANTHROPIC_BASE_URL: 'https://mine' }, { ANTHROPIC_BASE_URL: 'https://mine' }],
    ['nothing empty where there was nothing', {}, { ANTHROPIC_BASE_URL: 'unset', AWS_BEARER_TOKEN_BEDROCK: 'unset', AWS_ENDPOINT_URL: 'unset' }],
    ['their endpoints', { AWS_ENDPOINT_URL: 'http://mine' }, { AWS_ENDPOINT_URL: 'http://mine' }],
    ['values with quotes, spaces and lines, as they are', { AWS_REGION: `it's "$HOME" \`x\`\n*` }, { AWS_REGION: `it's "$HOME" \`x\`\n*` }],
    ['their identity, untouched', { AWS_PROFILE: 'own' }, { AWS_PROFILE: 'own' }],
  ])('%s', (_, env, expected) => {
    expect(seen(env, ...Object.keys(expected))).toEqual(expected);
  });

  test('what a file of their own sets, after all of it', () => {
    const own = join(folder, 'own.sh');
    writeFileSync(own, 'export AWS_REGION=from-own-file\n');
    expect(seen({ CLAUDE_ENV_FILE: own, AWS_REGION: 'us-east-1' }, 'AWS_REGION')).toEqual({ AWS_REGION: 'from-own-file' });
  });

  test('their command, even when that file is gone', () => {
    expect(seen({ CLAUDE_ENV_FILE: join(folder, 'gone.sh') }, 'AWS_PROFILE')).toEqual({ AWS_PROFILE: 'own' });
  });
});

test('a secret is not written down; it can only be removed', () => {
  const script = restoreScript(
    handOverInput({ env: { AWS_BEARER_TOKEN_BEDROCK: 'canary', ANTHROPIC_AUTH_TOKEN: 'canary', ANTHROPIC_BASE_URL: 'https://me:canary@gw' } }),
  );
  expect(script).not.toContain('canary');
  expect(script).toContain('unset AWS_BEARER_TOKEN_BEDROCK\n');
});
