import type { Scene } from './scene.ts';

/** A role that is assumed with keys: somebody whose settings name the profile `work`. */
const roleFiles = {
  '.aws/config': [
    '[profile work]',
    'role_arn = arn:aws:iam::111122223333:role/Developer',
    'role_session_name = ana',
    'source_profile = base',
    'region = eu-west-1',
    '',
    '[profile base]',
    'region = eu-west-1',
    '',
  ].join('\n'),
  '.aws/credentials': '[base]\naws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = sandbox/secret/of/the/user/0000000000001\n',
  '.config/lode/settings.json': '{ "awsProfile": "work", "environments": { "personal": { "awsProfile": "base", "residency": "prefer" } } }\n',
};

/** A sign-in to IAM Identity Center under the name `work`. */
const ssoFiles = {
  '.aws/config': (url: string) =>
    [
      '[profile work]',
      'sso_session = work',
      'sso_account_id = 111122223333',
      'sso_role_name = Developer',
      'region = eu-west-1',
      '',
      '[sso-session work]',
      `sso_start_url = ${url}/start`,
      'sso_region = eu-west-1',
      'sso_registration_scopes = sso:account:access',
      '',
    ].join('\n'),
};
const workSettings = { '.config/lode/settings.json': '{ "awsProfile": "work" }\n' };

const sso: Scene = { files: { ...ssoFiles, ...workSettings } };
const sandbox: Scene = { sandboxFiles: true, env: { AWS_PROFILE: 'sandbox', AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' } };
const role: Scene = { files: roleFiles };
/** A machine as most are: nothing is turned off, and nothing answers. */
const offEc2 = { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' };
const signIn = 'lode login --device';

/** What a team agreed on. */
const teamFile = [
  '{',
  '  "name": "Acme",',
  '  "settings": {',
  '    "region": "eu-central-1",',
  '    "geography": "eu",',
  '    "residency": "strict",',
  '    "model": "opus",',
  '    "models": { "review": "sonnet" },',
  '    // Another account beside it: lode setup -e prod --from …',
  '    "environments": { "prod": { "awsProfile": "acme-prod" } }',
  '  },',
  '  "sso": { "session": "acme", "startUrl": "https://acme.awsapps.com/start", "region": "eu-central-1" },',
  '  "profiles": {',
  '    "acme-dev": { "account": "111122223333", "role": "Developer" },',
  '    "acme-prod": { "account": "444455556666", "role": "ReadOnly" }',
  '  },',
  '  "extras": ["completion"],',
  '  "locked": ["region", "geography", "residency"]',
  '}',
  '',
].join('\n');

/** Every scene that a block may name, by its name. */
export const scenes: Readonly<Record<string, Scene>> = {
  /** No AWS files, no settings, and no instance metadata service that answers. */
  fresh: { env: offEc2 },
  /** The same over SSH, with the real Claude Code. */
  'first-day': { claude: 'real', env: { ...offEc2, SSH_TTY: '/dev/pts/1', SHELL: '/bin/bash' } },
  /** Inside `lode sandbox -- sh`. */
  sandbox,
  /** The same, for `--aws-profile sandbox-sso` and its like, with nobody signed in. */
  'sandbox-signed-out': { ...sandbox, before: ['lode --aws-profile sandbox-sso logout'] },
  'sandbox-signed-in': { ...sandbox, before: ['lode --aws-profile sandbox-sso logout', 'lode --aws-profile sandbox-sso login --device'] },
  /** Every sign-in is over, and what could renew it too. */
  'sandbox-over': { ...sandbox, after: ({ set }) => void set({ expireSsoTokens: 'session' }) },
  /** The AWS files of the same, and no settings yet. */
  'role-only': { files: { '.aws/config': roleFiles['.aws/config'], '.aws/credentials': roleFiles['.aws/credentials'] } },
  /** The same after a setup with completion and the shim. */
  'set-up': {
    files: { '.aws/config': roleFiles['.aws/config'], '.aws/credentials': roleFiles['.aws/credentials'] },
    env: { SHELL: '/bin/bash' },
    before: ['lode setup --yes --aws-profile work --region eu-west-1 --no-proof --completion --shim'],
  },
  /** Somebody whose settings name the profile `work`, a role; used before. */
  work: { ...role, before: ['lode status'] },
  /** The same, with the real Claude Code. */
  'work-claude': { ...role, before: ['lode status'], claude: 'real' },
  /** The same, with model requests that go to AWS itself: nothing of it sends any. */
  'work-at-aws': { ...role, before: ['lode status'], env: { AWS_ENDPOINT_URL: undefined, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: undefined } },
  /** The same, for the first time. */
  'work-first': role,
  /** The profile `work` signs in to IAM Identity Center. */
  'sso-signed-out': sso,
  'sso-signed-in': { ...sso, before: [signIn] },
  /** The same, chosen by AWS_PROFILE, with no settings of lode. */
  'sso-by-variable': { files: ssoFiles, env: { AWS_PROFILE: 'work' }, before: [signIn] },
  /** The sign-in was good, and neither it nor its credentials are any more. */
  'sso-over': { ...sso, before: [signIn, 'rm -r ~/.cache/lode'], after: ({ set }) => void set({ expireIssuedKeys: true, expireSsoTokens: 'session' }) },
  /** Keys of another account in the environment beside the profile that is meant, and settings that choose neither. */
  'two-identities': {
    files: { ...roleFiles, '.config/lode/settings.json': '{}\n' },
    env: {
      AWS_PROFILE: 'work',
      AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000002',
      AWS_SECRET_ACCESS_KEY: 'sandbox/secret/of/the/other/000000000002',
      AWS_REGION: 'eu-west-1',
    },
  },
  /** What a wizard once wrote into Claude Code's settings: a model and a region. */
  'old-pin': {
    files: {
      ...ssoFiles,
      ...workSettings,
      '.claude/settings.json': '{ "env": { "ANTHROPIC_MODEL": "us.anthropic.claude-opus-4-1-20250805-v1:0", "AWS_REGION": "us-east-1" } }\n',
    },
    before: [signIn],
  },
  /** Claude Code's extension for VS Code, told nothing. */
  'vs-code': { files: { ...ssoFiles, ...workSettings, '.vscode/extensions/anthropic.claude-code-2.1.329-linux-x64/package.json': '{}\n' }, before: [signIn] },
  /** The tokens of this minute are used up. */
  throttled: { ...role, before: ['lode status'], knobs: { errors: [{ id: 'tpm' }] } },
  /** No assistant is installed. */
  'no-claude': { ...role, claude: 'none' },
  /** A shell whose region is another one than that of the models. */
  'own-region': { ...role, before: ['lode status'], env: { AWS_REGION: 'us-west-2' } },
  /** Anthropic's use-case form was never sent. */
  'no-form': { ...sandbox, knobs: { useCaseForm: 'missing' } },
  /** Two sign-ins that the settings know of, both due. */
  'two-sign-ins': {
    ...sandbox,
    env: {},
    files: { '.config/lode/settings.json': '{ "awsProfile": "sandbox-sso", "environments": { "other": { "awsProfile": "sandbox-other" } } }\n' },
  },
  /** A profile whose helper is lode itself, for the same profile. */
  circle: { files: { '.aws/config': '[profile ring]\nregion = eu-west-1\ncredential_process = lode --aws-profile ring credentials\n' } },
  /** A number where Claude Code wants a string, and a profile that is not there. */
  'faulty-files': {
    sandboxFiles: true,
    files: {
      '.claude/settings.json': '{ "env": { "CLAUDE_CODE_USE_BEDROCK": 1 } }\n',
      '.config/lode/settings.json': '{ "awsProfile": "sandbox-sos", "region": "eu-west-1" }\n',
    },
  },
  /** A word in the settings that is none. */
  misspelt: { files: { '.config/lode/settings.json': '{\n  "regoin": "eu-west-1"\n}\n' } },
  /** AWS's clock is half an hour ahead of this machine's. */
  'clock-behind': { ...role, knobs: { clockOffsetMs: 30 * 60_000 } },
  /** A checkout that was just cloned. */
  clone: { clone: true, claude: 'none', env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' } },
  /** A file in which a team says what it agreed on; nothing is set up yet. */
  team: { files: { 'team.json': teamFile } },
};
