import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sandboxAccount, sandboxKeys } from '../../src/sandbox/identities.ts';
import { containerToken } from '../../src/sandbox/services/container.ts';
import { lode } from './stage/launch.ts';
import { filesHolding } from './stage/search.ts';
import { opus, processOutput, region, setStage, type Stage } from './stage/stage.ts';

const common = { region, model: opus };
const { user } = sandboxKeys;
const roleArn = (session: string): string => `arn:aws:sts::${sandboxAccount}:assumed-role/${session}`;

interface Row {
  readonly says: string;
  readonly settings?: (stage: Stage) => object;
  readonly env?: (stage: Stage) => Readonly<Record<string, string | undefined>>;
  readonly arn: string;
}

const profile = (name: string) => () => ({ ...common, awsProfile: name });
const imds = { AWS_EC2_METADATA_DISABLED: undefined };

const rows: readonly Row[] = [
  {
    says: 'a profile signed in to IAM Identity Center',
    settings: profile('sandbox-sso'),
    arn: roleArn('AWSReservedSSO_Developer_0123456789abcdef/person@example.com'),
  },
  { says: 'a profile with a role and a source profile', settings: profile('sandbox-role'), arn: roleArn('builder/sandbox') },
  { says: 'a profile with a credential_process', settings: profile('sandbox-process'), arn: roleArn('helper/sandbox') },
  { says: 'a profile signed in with aws login', settings: profile('sandbox-login'), arn: `arn:aws:iam::${sandboxAccount}:user/console` },
  { says: 'a profile with long-lived keys', settings: profile('sandbox'), arn: user.arn },
  { says: 'AWS_PROFILE', env: () => ({ AWS_PROFILE: 'sandbox-sso' }), arn: roleArn('AWSReservedSSO_Developer_0123456789abcdef/person@example.com') },
  {
    says: 'long-lived keys in the environment',
    env: () => ({ AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey }),
    arn: user.arn,
  },
  {
    says: 'session keys in the environment',
    env: ({ key }) => ({ AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey, AWS_SESSION_TOKEN: key.sessionToken }),
    arn: roleArn('Developer/ana'),
  },
  {
    says: 'container credentials',
    env: ({ sandbox }) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sandbox.url}/container-credentials`, AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken }),
    arn: roleArn('sandbox-task/task'),
  },
  { says: 'an instance role', env: () => imds, arn: roleArn('sandbox-instance/i-0123456789abcdef0') },
  {
    says: 'a web identity',
    env: ({ home }) => ({
      AWS_ROLE_ARN: `arn:aws:iam::${sandboxAccount}:role/pod`,
      AWS_ROLE_SESSION_NAME: 'job',
      AWS_WEB_IDENTITY_TOKEN_FILE: join(home, 'web.jwt'),
    }),
    arn: roleArn('pod/job'),
  },
  {
    says: 'an export script that prints the STS shape',
    settings: ({ home }) => ({ ...common, awsCredentialExport: `cat ${join(home, 'sts.json')}` }),
    arn: roleArn('Developer/ana'),
  },
  {
    says: 'an export script that prints the flat shape',
    settings: ({ home }) => ({ ...common, awsCredentialExport: `cat ${join(home, 'flat.json')}` }),
    arn: roleArn('Developer/ana'),
  },
];

async function stageFor({ settings }: Row): Promise<Stage> {
  const stage = await setStage({ settings: common });
  const flat = processOutput(stage.key);
  stage.write('home', {
    'web.jwt': 'header.payload.signature',
    'flat.json': flat,
    'sts.json': { Credentials: flat },
    ...(settings === undefined ? {} : { '.config/lode/settings.json': settings(stage) }),
  });
  return stage;
}

describe('the real Claude Code runs as the identity of', () => {
  test.each(rows.map((row) => [row.says, row] as const))('%s, with a session key', async (_, row) => {
    const stage = await stageFor(row);
    const answer = await lode(stage, ['claude', '-p', 'ping'], { env: row.env?.(stage) ?? {} });
    expect(answer).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(stage.inference()).toMatchObject([{ arn: row.arn, region, model: opus, status: 200, accessKeyId: expect.stringMatching(/^ASIA/) }]);
  });
});

test('a Bedrock API key goes with the request, and into no file', async () => {
  const stage = await setStage({ settings: common });
  const token = 'bedrock-api-key-sandbox';
  const answer = await lode(stage, ['claude', '-p', 'ping'], { env: { AWS_BEARER_TOKEN_BEDROCK: token } });
  expect(answer).toMatchObject({ code: 0, stdout: 'pong\n' });
  expect(stage.inference()).toMatchObject([{ accessKeyId: user.accessKeyId, region, model: opus, status: 200 }]);
  expect(filesHolding(stage.home, [token])).toEqual([]);
});
