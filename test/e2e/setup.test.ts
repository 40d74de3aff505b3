import { dirname } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sandboxAccount } from '../../src/sandbox/identities.ts';
import { foundAnswers, ssoAnswers } from '../setup/wizard/answers.ts';
import { answerAll, newMachine, type Answer, type Machine } from '../setup/wizard/machine.ts';
import { programOf } from './stage/stage.ts';

interface Path {
  readonly says: string;
  readonly config?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly answers: readonly Answer[];
  /** Who called the model at last. */
  readonly arn: string;
}

const arn = (rest: string): string => `arn:aws:${rest.replace('ACCOUNT', sandboxAccount)}`;
const prompt = 'Reply with one word to this: ping';
const withClaude = (): Record<string, string> => ({
  PATH: `${dirname(programOf('claude'))}:/usr/bin:/bin`,
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  IS_SANDBOX: '1',
});
const keys = 'aws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = sandbox/secret/of/the/user/0000000000001\n';

const paths: readonly Path[] = [
  {
    says: 'IAM Identity Center, from nothing',
    answers: ssoAnswers,
    arn: arn('sts::ACCOUNT:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/person@example.com'),
  },
  { says: 'a profile that is there', config: `[profile work]\n${keys}`, answers: foundAnswers, arn: arn('iam::ACCOUNT:user/sandbox') },
  {
    says: 'a Bedrock API key',
    env: { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' },
    answers: foundAnswers,
    arn: arn('iam::ACCOUNT:user/sandbox'),
  },
  {
    says: 'the role of an instance',
    env: { AWS_EC2_METADATA_DISABLED: undefined },
    answers: foundAnswers,
    arn: arn('sts::ACCOUNT:assumed-role/sandbox-instance/i-0123456789abcdef0'),
  },
];

describe('from an empty home, by keystrokes, into the real Claude Code', () => {
  test.each(paths)('$says', async ({ config, env = {}, answers, arn: caller }) => {
    const machine = await newMachine({ onTestFinished });
    if (config !== undefined) machine.write('.aws/config', config);
    const wizard = machine.wizard([], env);
    await answerAll(wizard, answers);
    expect((await wizard.ended).code).toBe(0);
    const { code, stdout, stderr } = await machine.run(['claude', '-p', prompt], { ...env, ...withClaude() });
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'pong\n' });
    const calls = machine.sandbox.log().filter(({ service }) => service === 'bedrock-runtime');
    expect(calls.at(-1)).toMatchObject({ arn: caller, region: 'eu-west-1', status: 200 });
  });
});

describe('what else setup writes, used by the real Claude Code', () => {
  const words = ['setup', '--yes', '--aws-profile', 'work', '--region', 'eu-west-1', '--no-proof'];

  async function setUp(...extras: readonly string[]): Promise<Machine> {
    const machine = await newMachine({ onTestFinished });
    machine.write('.aws/config', `[profile work]\n${keys}`);
    const { code, stderr } = await machine.run([...words, ...extras], withClaude());
    expect(code, stderr).toBe(0);
    return machine;
  }

  test('its own settings are enough for a session that lode does not start', async () => {
    const machine = await setUp('--claude-settings');
    const { code, stdout, stderr } = await machine.program(programOf('claude'), ['-p', prompt], withClaude());
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'pong\n' });
    const calls = machine.sandbox.log().filter(({ service }) => service === 'bedrock-runtime');
    expect(calls.map(({ model }) => model)).toEqual(['eu.anthropic.claude-opus-5-5']);
    expect(calls.at(-1)?.arn).toBe(arn('iam::ACCOUNT:user/sandbox'));
  });

  test('in a new shell, typing claude goes through lode', async () => {
    const machine = await setUp('--shim');
    const { code, stdout, stderr } = await machine.program('/bin/bash', ['-ic', `claude -p "${prompt}"`], withClaude());
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'pong\n' });
    // Claude Code by itself knows nothing of this home's region, models and credentials.
    expect(machine.sandbox.log().find(({ service }) => service === 'bedrock-runtime')).toMatchObject({
      model: 'eu.anthropic.claude-opus-5-5',
      region: 'eu-west-1',
    });
  });
});
