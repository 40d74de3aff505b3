import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskNames } from '../../../src/output/doctor-mask.ts';
import { withoutSecrets } from '../../../src/output/doctor-secrets.ts';

const known = { home: '/home/ada', names: ['ada'], hosts: ['build-host-7'] };
const mask = (text: string): string => maskNames(text, known);

describe('a name is exchanged for a mark, the same one everywhere', () => {
  test.each([
    ['account 111122223333, and 444455556666, and 111122223333 again', 'account <account-1>, and <account-2>, and <account-1> again'],
    ['arn:aws:iam::111122223333:user/grace says grace', 'arn:aws:iam::<account-1>:user/<name-1> says <name-1>'],
    ['arn:aws-us-gov:sts::111122223333:assumed-role/Dev/grace@corp.example', 'arn:aws-us-gov:sts::<account-1>:assumed-role/<name-1>/<name-2>'],
    [
      'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5',
      'arn:aws:bedrock:eu-west-1:<account-1>:inference-profile/eu.anthropic.claude-opus-5-5',
    ],
    ['user/grace in account 111122223333, assumed-role/Dev/grace@corp.example', 'user/<name-1> in account <account-1>, assumed-role/<name-2>/<name-3>'],
    ['/home/ada/.aws/config of ada', '~/.aws/config of <name-1>'],
    ['/home/grace/.aws and /Users/grace/x', '/home/<name-1>/.aws and /Users/<name-1>/x'],
    ['mail grace@corp.example', 'mail <email-1>'],
    ['https://proxy.corp.example:3128 and proxy.corp.example', 'https://<host-1>:3128 and <host-1>'],
    ['https://d-9067f00ba7.awsapps.com/start', 'https://<host-1>/start'],
    ['https://corp.signin.aws.amazon.com/console', 'https://<host-1>/console'],
    ['vpce-0123456789abcdef0-ab12.bedrock-runtime.eu-west-1.vpce.amazonaws.com', '<host-1>'],
    ['on build-host-7', 'on <host-1>'],
    ['resolves to 10.1.2.3 and fd00:1:2:3:4:5:6:7', 'resolves to <address-1> and <address-2>'],
    ['key AKIAIOSFODNN7EXAMPLE', 'key <key-1>'],
  ])('%s', (text, masked) => expect(mask(text)).toBe(masked));

  test('of a home on Windows, in both spellings', () => {
    const windows = { home: String.raw`C:\Users\ada`, names: ['ada'], hosts: [] };
    expect(maskNames(String.raw`C:\Users\ada\.aws "C:\\Users\\ada\\.aws" C:/Users/ada/.aws`, windows)).toBe(String.raw`~\.aws "~\\.aws" ~/.aws`);
  });
});

test.each([
  'https://bedrock-runtime.eu-west-1.amazonaws.com and oidc.us-gov-west-1.amazonaws.com',
  'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
  'http://127.0.0.1:8080 and 169.254.169.254',
  'settings.json, .lode/settings.local.json, models.opus, clock.skewed [clock.skewed], eu.anthropic.claude-opus-5-5',
  'ListInferenceProfiles in eu-west-1 took 312 ms at 2026-11-21T12:00:00.000Z',
  'Node 24.21.0, Claude Code 2.1.329, arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-opus-5-5',
  'lode login --aws-profile work, account not known',
  '/home/ubuntu is nobody, the root user too',
])('what is AWS’s own, or nobody’s, stays: %s', (text) => expect(mask(text)).toBe(text));

describe('whatever looks like a secret is left out', () => {
  test.each([
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['the key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY alone'],
    ['bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29tLz9BY3Rpb249Q2FsbFdpdGhCZWFyZXJUb2tlbg=='],
    ['ABSKQmVkcm9ja0FQSUtleS1jYW5hcnktNDcxMQ=='],
    ['sk-ant-api03-canary-4711'],
    ['http://ada:canary-4711@proxy.corp.example'],
    ['Authorization: Bearer canary.4711-canary'],
    ['{"refreshToken": "canary-4711-canary"}'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl'],
    [`session ${'FwoGZXIvYXdzE'.repeat(12)}`],
  ])('%s', (text) => {
    expect(withoutSecrets(text)).toContain('[hidden]');
    expect(withoutSecrets(text)).not.toMatch(/canary|4711|wJalr|YmVkc|QmVkc|FwoG|c2lnb/);
  });

  test.each([
    'The token of profile work ended at 14:02.',
    'AWS_BEARER_TOKEN_BEDROCK is set, and so is AWS_SESSION_TOKEN',
    'CLAUDE_CODE_MAX_OUTPUT_TOKENS=8192',
    '~/.aws/sso/cache/9ed037b84943c4caa3a520e48a5540181c46c98c.json',
    'tokens: /var/run/secrets/eks.amazonaws.com/serviceaccount/token',
  ])('and nothing else: %s', (text) => expect(withoutSecrets(text)).toBe(text));
});

test('a secret of any kind is found in any surroundings, and masking twice changes nothing', () => {
  const around = fc.string({ unit: fc.constantFrom(' ', 'a', '"', '\n', ':', ',') });
  const secret = fc.constantFrom('bedrock-api-key-Y2FuYXJ5NDcxMQ', 'sk-ant-canary4711', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  fc.assert(
    fc.property(around, secret, around, (before, middle, after) => {
      const masked = mask(`${before} ${middle} ${after}`);
      expect(masked).not.toContain(middle);
      expect(mask(masked)).toBe(masked);
    }),
  );
});
