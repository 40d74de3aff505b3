import { describe, expect, test } from 'vitest';
import { setWatched, type Watched } from '../../secrets/stage/watched.ts';

/** A secret in every place that lode reads, each of a form of its own. */
function plant({ scene, mark }: Watched): Readonly<Record<string, string>> {
  const own = (name: string, text: string): string => mark(name, 'own', text);
  const inSettings = {
    AWS_SECRET_ACCESS_KEY: own('key in Claude Code’s settings', 'p1anted/Claude+Settings7f3a9c51d8e2b460A'),
    ANTHROPIC_API_KEY: own('Anthropic key', 'sk-ant-api03-p1anted-7f3a9c51d8e2'),
    ANTHROPIC_CUSTOM_HEADERS: `X-Corp-Auth: ${own('header', 'p1anted-header-9c51d8e2')}`,
    HTTPS_PROXY: `http://ana:${own('proxy password', 'p1anted-proxy-7f3a9c51')}@127.0.0.1:9`,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${own('telemetry', 'p1anted-telemetry-51d8e2')}`,
  };
  scene.write('.claude/settings.json', JSON.stringify({ env: inSettings, AWS_REGION: 'eu-west-1', CLAUDE_CODE_USE_BEDROCK: 1 }, null, 2));
  scene.write('.claude/settings.local.json', JSON.stringify({ env: { AWS_BEARER_TOKEN_BEDROCK: own('misplaced', 'bedrock-api-key-p1antedMisplaced7f3a') } }));
  scene.write(
    '.claude.json',
    JSON.stringify({
      awsAuthRefresh: `print ${own('command', 'p1anted-command-7f3a9c51')}`,
      oauthAccount: { token: own('account', 'p1anted-account-51d8e2b4') },
    }),
  );
  scene.write(
    'project/.claude/settings.json',
    JSON.stringify({ env: { AWS_SESSION_TOKEN: own('project', 'p1anted-session-7f3a9c51d8e2b460') }, apiKeyHelper: 'true' }),
  );
  return {
    AWS_BEARER_TOKEN_BEDROCK: own('shell API key', 'bedrock-api-key-p1antedShell7f3a9c51'),
    ANTHROPIC_AUTH_TOKEN: own('shell token', 'p1anted-auth-7f3a9c51d8e2'),
    AWS_CONTAINER_AUTHORIZATION_TOKEN: own('container token', 'p1anted-container-9c51d8e2'),
  };
}

const isPlanted = (one: string): boolean => /^(\.claude(\.json|\/settings(\.local)?\.json)|project\/\.claude\/settings\.json): /.test(one);

describe('no secret comes out of the doctor', { timeout: 180_000 }, () => {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['as text', ['doctor', '--verbose']],
    ['as data', ['doctor', '--json']],
    ['in a report to show around', ['doctor', '--report', 'report.md', '--yes']],
    ['while it mends', ['doctor', '--fix', '--yes']],
  ];
  const profiles = ['sandbox', 'sandbox-sso', 'sandbox-role', 'sandbox-process', 'sandbox-login'];
  test.each(ways)('%s', async (_, args) => {
    const watched = await setWatched();
    const env = plant(watched);
    for (const profile of profiles) await watched.run(['--aws-profile', profile, ...args]);
    for (const [name, value] of Object.entries(env)) await watched.run(args, { [name]: value });
    await watched.run(['--aws-profile', 'sandbox-sso', ...args], { HTTPS_PROXY: 'http://ana:p1anted-shell-proxy@127.0.0.1:9' });
    expect(watched.amiss().filter((one) => !isPlanted(one))).toEqual([]);
  });

  test('after answers that repeat what they were asked', async () => {
    const watched = await setWatched();
    watched.mark('proxy password', 'own', 'p1anted-shell-proxy');
    for (const faults of ['html', 'not-json', 'half-body'] as const) {
      watched.scene.sandbox.set({ faults: [{ kind: faults, after: true }] });
      for (const profile of profiles)
        await watched.run(['--aws-profile', profile, 'doctor', '--json'], { HTTPS_PROXY: 'http://ana:p1anted-shell-proxy@127.0.0.1:9' });
    }
    expect(watched.amiss()).toEqual([]);
  });
});
