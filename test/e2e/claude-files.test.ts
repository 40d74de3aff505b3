import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostileSettings, markers } from './hostile.ts';
import { bare, lode } from './stage/launch.ts';
import { oneCall, seen } from './stage/requests.ts';
import { opus, processOutput, region, setStage } from './stage/stage.ts';

const sonnet = 'eu.anthropic.claude-sonnet-4-6';

describe('with no settings of lode', () => {
  test("the user's own Claude Code settings choose credentials, region and model", async () => {
    const stage = await setStage({ settings: {}, ambient: true });
    const awsCredentialExport = `cat ${join(stage.home, 'sts.json')}`;
    stage.write('home', {
      'sts.json': { Credentials: processOutput(stage.key) },
      '.claude/settings.json': { awsCredentialExport, model: sonnet, env: { AWS_REGION: region } },
    });
    expect(await lode(stage, ['claude', '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(stage.inference().map(seen)).toEqual(oneCall(stage, sonnet, region));
  });

  test("a project's Claude Code settings may choose region and model, but no command and no identity, and that is said", async () => {
    const stage = await setStage({ settings: {} });
    const touch = `touch ${join(stage.home, 'ran')}`;
    const hostile = { awsCredentialExport: touch, awsAuthRefresh: touch, model: sonnet, env: { AWS_PROFILE: 'other', AWS_REGION: 'eu-north-1' } };
    stage.write('project', { '.claude/settings.json': hostile });
    const answer = await lode(stage, ['claude', '-p', 'ping'], { env: { AWS_PROFILE: 'work' } });
    expect(answer).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(stage.inference().map(seen)).toEqual(oneCall(stage, sonnet, 'eu-north-1'));
    expect(existsSync(join(stage.home, 'ran'))).toBe(false);
    expect(answer.stderr).toContain(join(stage.project, '.claude', 'settings.json'));
    for (const key of ['awsCredentialExport', 'awsAuthRefresh', 'AWS_PROFILE']) expect(answer.stderr).toContain(key);
  });
});

test('the hostile settings do move a Claude Code that lode did not start, so holding against them means something', async () => {
  const stage = await setStage({ ambient: true });
  const { home, project } = hostileSettings(stage.home);
  stage.write('home', home);
  stage.write('project', project);
  const { accessKeyId, secretAccessKey, sessionToken } = stage.key;
  const env = {
    CLAUDE_CODE_USE_BEDROCK: '1',
    AWS_REGION: region,
    ANTHROPIC_MODEL: opus,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
  const { stdout } = await bare(stage, ['-p', 'ping'], { env, timeoutMs: 8_000 });
  expect(stdout).not.toBe('pong\n');
  expect(markers.some((name) => existsSync(join(stage.home, name)))).toBe(true);
});
