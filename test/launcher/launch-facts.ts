import { readAwsFiles } from '../../src/auth/aws-files.ts';
import { obtainRequestOf } from '../../src/auth/aws-session.ts';
import type { AwsSession } from '../../src/auth/aws-session.ts';
import type { Obtained } from '../../src/auth/obtain.ts';
import { claude } from '../../src/launcher/assistants/claude.ts';
import type { LaunchFacts } from '../../src/launcher/facts.ts';
import { Secret } from '../../src/secret.ts';
import type { LoadedSettings } from '../../src/settings/load.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { choice } from './hand-over-input.ts';

/** Secrets in every slot that can hold one; a test looks for this word in whatever comes out. */
export const canary = 'canary-3f9a';

export const env = {
  PATH: '/usr/bin',
  AWS_PROFILE: 'own',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001',
  AWS_SECRET_ACCESS_KEY: canary,
  AWS_SESSION_TOKEN: canary,
  AWS_BEARER_TOKEN_BEDROCK: canary,
  ANTHROPIC_API_KEY: canary,
  ANTHROPIC_AUTH_TOKEN: canary,
  GITHUB_TOKEN: canary,
};

const config = '[profile work]\nsso_session = s\nsso_account_id = 111122223333\nregion = eu-west-1\n[sso-session s]\nsso_region = eu-west-1\n';

function resolved<T>(value: T, overridden: readonly { value: T; flag: string }[] = []) {
  return {
    value,
    origin: { kind: 'flag', flag: '--it' } as const,
    overridden: overridden.map((lost) => ({ value: lost.value, origin: { kind: 'flag', flag: lost.flag } as const })),
  };
}

export const loaded: LoadedSettings = {
  settings: {
    region: resolved('eu-west-1'),
    geography: resolved('eu' as const, [{ value: 'us', flag: '--other' }]),
    env: resolved({ MY_TOKEN: canary, MY_MARK: 'seen' }),
    endpoints: resolved({ sts: 'https://sts.example' }),
  },
  environment: undefined,
  notes: [{ code: 'settings.untrusted', sentence: 'A note of the settings.' }],
  files: [],
  claude: [],
  untrusted: [],
};

const obtained: Obtained = {
  credentials: {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: new Secret(canary),
    sessionToken: new Secret(canary),
    expiration: Date.parse('2026-11-21T13:00:00Z'),
  },
  identity: { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Dev/ada', userId: 'AROA:ada' },
  checked: 'now',
  from: 'source',
  refreshed: false,
  notes: ['A note of the credentials.'],
};

/** The facts of a launch with a secret in every slot. */
export function launchFacts(more: Partial<LaunchFacts> = {}): LaunchFacts {
  const files = readAwsFiles(fakeSystem({ files: { '/home/ada/.aws/config': config } }));
  const session: AwsSession = {
    choice: {
      source: { kind: 'profile', profile: 'work', via: 'sso-session' },
      why: 'awsProfile is set by --aws-profile',
      refused: [{ source: 'Bedrock API key', why: 'profile work comes first' }],
    },
    region: 'eu-west-1',
    endpoints: { sts: 'https://sts.example' },
    files,
    env,
    cacheFolder: '/cache',
    stateFolder: '/state',
    cwd: '/p',
    settings: loaded.settings,
  };
  const [opus, haiku] = [choice('eu.opus', { refused: [{ id: 'global.opus', why: 'it leaves eu' }] }), choice('eu.haiku')];
  const own = { env: { OWN_TOKEN: canary }, model: 'opus' };
  return {
    program: { assistant: claude, path: '/usr/bin/claude', version: '2.1.329', passedOver: [{ path: '/shims/claude', why: 'it is a script that calls lode' }] },
    words: { kind: 'session', rest: ['-p', 'say hello'], model: undefined, settings: { value: own, from: '/mine.json' } },
    loaded,
    laps: new Map([
      ['program', 1.25],
      ['source', 0.4],
      ['credentials', 123.4],
      ['models', 2],
      ['settings', 3],
    ]),
    session,
    region: { region: 'eu-west-1', why: '--region', refused: [{ source: 'AWS_REGION', why: 'is not set' }] },
    request: obtainRequestOf(session),
    obtained,
    known: [],
    account: {
      kind: 'listed',
      from: 'account',
      models: { region: 'eu-west-1', profiles: [], foundation: undefined, fetchedAt: Date.parse('2026-11-21T11:00:00Z') },
    },
    models: {
      kind: 'chosen',
      residency: 'prefer',
      main: opus,
      small: haiku,
      tiers: { opus, sonnet: choice('eu.sonnet'), haiku, fable: choice('eu.fable') },
      names: { inside: {}, shut: {} },
      notes: ['A note of the models.'],
    },
    ...more,
  };
}

export const place = { platform: 'linux', nodePath: '/usr/bin/node', programPath: '/opt/lode/dist/bin.js', stateFolder: '/state' } as const;
