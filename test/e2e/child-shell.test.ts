import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { otherAccount, sandboxKeys } from '../../src/sandbox/identities.ts';
import { looking, looksWith } from './stage/bash-tool.ts';
import { lode } from './stage/launch.ts';
import { oneCall, seen } from './stage/requests.ts';
import { opus, region, setStage } from './stage/stage.ts';

/** The AWS variables that a shell of the assistant printed with `env`. */
function awsVariables(printed: string): Record<string, string> {
  const pairs = printed.matchAll(/^(AWS_(?:REGION|DEFAULT_REGION|PROFILE|ACCESS_KEY_ID|SESSION_TOKEN|BEARER_TOKEN_BEDROCK))=(.*)$/gm);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, value]));
}

describe.each(['claude', 'claude-old'])('a Bash tool call of %s', (assistant) => {
  test.each([
    ['sees the profile and the region of the user', { AWS_PROFILE: 'other', AWS_REGION: 'eu-north-1' }],
    ['sees no region where the user had none', { AWS_PROFILE: 'other' }],
    ['sees nothing of AWS where the user had nothing', {}],
  ])('%s, while model calls use those of lode', async (_, shell) => {
    const stage = await setStage({ assistant, ambient: true, knobs: looksWith('env') });
    const answer = await lode(stage, ['claude', ...looking], { env: shell });
    expect(answer.code).toBe(0);
    expect(awsVariables(answer.stdout)).toEqual(shell);
    expect(answer.stdout.match(/^(?:AWS|ANTHROPIC|CLAUDE_CODE_USE)_\w+=$/gm)).toBeNull();
    const [call] = oneCall(stage, opus, region);
    expect(stage.inference().map(seen)).toEqual([call, call]);
  });

  test("sees the user's own region beside a SessionStart hook of the user, which still has its say", async () => {
    const stage = await setStage({ assistant, knobs: looksWith('env') });
    const command = `echo 'export MY_MARK=mine' >> "$CLAUDE_ENV_FILE"`;
    stage.write('home', { '.claude/settings.json': { hooks: { SessionStart: [{ hooks: [{ type: 'command', command }] }] } } });
    const shell = { AWS_PROFILE: 'other', AWS_REGION: 'eu-north-1' };
    const { stdout } = await lode(stage, ['claude', ...looking], { env: shell });
    expect(awsVariables(stdout)).toEqual(shell);
    expect(stdout).toContain('MY_MARK=mine');
  });

  test.runIf(existsSync('/usr/bin/aws'))("runs aws as the user's own identity", async () => {
    const stage = await setStage({
      assistant,
      knobs: looksWith('aws --endpoint-url "$AWS_ENDPOINT_URL_STS" sts get-caller-identity --output text --query Account'),
    });
    const answer = await lode(stage, ['claude', ...looking], { env: { AWS_PROFILE: 'other', AWS_REGION: 'eu-north-1' } });
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(new RegExp(`^${otherAccount}\\n+$`)) });
    const asked = stage.sandbox.log().filter(({ userAgent, service }) => service === 'sts' && userAgent?.startsWith('aws-cli/'));
    expect(asked).toMatchObject([{ region: 'eu-north-1', accessKeyId: sandboxKeys.other.accessKeyId }]);
    expect(new Set(stage.inference().map(({ arn }) => arn))).toEqual(new Set([stage.key.arn]));
  });
});
