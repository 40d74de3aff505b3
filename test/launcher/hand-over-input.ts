import type { HandOverInput } from '../../src/launcher/assistant.ts';
import type { ModelChoice } from '../../src/models/model-choice.ts';
import { Secret } from '../../src/secret.ts';

/** A model choice of which only the ID matters. */
export function choice(id: string, more: Partial<ModelChoice> = {}): ModelChoice {
  return {
    kind: 'chosen',
    id,
    longContext: false,
    wanted: id,
    model: undefined,
    label: id,
    geography: 'eu',
    destinations: [],
    evidence: 'account',
    why: `why ${id}`,
    notes: [],
    refused: [],
    ...more,
  };
}

/** A session in eu-west-1 from an SSO profile, with nothing special in it; a test changes what it is about. */
export function handOverInput(more: Partial<HandOverInput> = {}): HandOverInput {
  const [opus, sonnet, haiku, fable] = ['eu.opus', 'eu.sonnet', 'eu.haiku', 'eu.fable'].map((id) => choice(id)) as [
    ModelChoice,
    ModelChoice,
    ModelChoice,
    ModelChoice,
  ];
  return {
    words: { kind: 'session', rest: ['-p', 'hello'] },
    version: '2.1.329',
    env: { PATH: '/usr/bin', HOME: '/home/ada' },
    platform: 'linux',
    stateFolder: '/state',
    region: 'eu-west-1',
    source: { kind: 'profile', profile: 'work', via: 'sso-session' },
    identity: { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Dev/ada', userId: 'AROA:ada' },
    credentials: {
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: new Secret('canary-secret'),
      sessionToken: new Secret('canary-token'),
      expiration: Date.parse('2026-11-21T13:00:00Z'),
    },
    credentialsCommand: 'lode credentials --handover /state/handover/r.json',
    handover: { kind: 'environment' },
    models: {
      kind: 'chosen',
      residency: 'prefer',
      main: opus,
      small: haiku,
      tiers: { opus, sonnet, haiku, fable },
      names: { inside: {}, shut: {} },
      notes: [],
    },
    endpoints: {},
    extraVariables: {},
    files: [],
    ...more,
  };
}
