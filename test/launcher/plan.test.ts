import { describe, expect, test } from 'vitest';
import { childEnvironment } from '../../src/launcher/child-environment.ts';
import { makePlan } from '../../src/launcher/plan.ts';
import { planDocument } from '../../src/output/plan-json.ts';
import { planText } from '../../src/output/plan-text.ts';
import { provenanceLine } from '../../src/output/provenance.ts';
import { canary, env, launchFacts, place } from './launch-facts.ts';

const plan = makePlan(launchFacts(), place);
const now = Date.parse('2026-11-21T12:00:00Z');
const withoutNames = (text: string): string => text.replaceAll(/[0-9a-f]{20,}/g, 'NAME');

test('a plan says everything a launch will do', () => {
  expect(withoutNames(planText(plan, false))).toMatchSnapshot();
});

test('with --verbose it says who lost, and how long it took', () => {
  expect(withoutNames(planText(plan, true).split('\nEnvironment')[0] ?? '')).toMatchSnapshot();
});

test('as data it has a version and the same parts', () => {
  expect(Object.keys(planDocument(plan))).toEqual([
    'schema',
    'assistant',
    'identity',
    'source',
    'region',
    'expiration',
    'models',
    'modelWord',
    'command',
    'environment',
    'files',
    'notes',
    'decisions',
    'endpoint',
  ]);
  expect(planDocument(plan)).toMatchObject({
    schema: 1,
    region: 'eu-west-1',
    expiration: '2026-11-21T13:00:00.000Z',
    identity: { account: '111122223333', principal: 'assumed-role/Dev/ada' },
  });
});

describe('no secret is in', () => {
  test.each<[string, string]>([
    ['the text', planText(plan, true)],
    ['the data', JSON.stringify(planDocument(plan))],
    ['the plan itself', JSON.stringify(plan)],
    ['any file', plan.files.map(({ text }) => text).join()],
    ['the words of the program', plan.args.join()],
    ['the provenance line', provenanceLine(plan, now)],
  ])('%s', (_, text) => {
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toContain(canary);
  });
});

test('the child gets what the plan says, the rest of the environment as it is, and its secrets', () => {
  const child = childEnvironment(env, plan.environment);
  expect(child).toMatchObject({
    PATH: '/usr/bin',
    AWS_PROFILE: 'own',
    GITHUB_TOKEN: canary,
    MY_TOKEN: canary,
    OWN_TOKEN: canary,
    MY_MARK: 'seen',
    AWS_REGION: 'eu-west-1',
  });
  expect(Object.keys(child)).not.toEqual(expect.arrayContaining(['AWS_BEARER_TOKEN_BEDROCK']));
});

test('notes come in the order things were decided', () => {
  expect(plan.notes).toEqual(['A note of the settings.', 'A note of the credentials.', 'A note of the models.']);
});

describe('the provenance line', () => {
  test('says who, where, which models and until when', () => {
    expect(provenanceLine(plan, now)).toMatch(
      /^lode: assumed-role\/Dev\/ada in account 111122223333 · eu-west-1 · eu\.opus · small eu\.haiku · credentials until \d\d:\d\d \(in 1 h\)$/,
    );
  });
  test('names the source when nobody knows the identity, and your own --model', () => {
    const facts = launchFacts();
    const bearer = launchFacts({
      obtained: undefined,
      request: undefined,
      words: { ...facts.words, model: 'haiku' },
      session: { ...facts.session, choice: { ...facts.session.choice, source: { kind: 'bearer-token' } } },
    });
    expect(provenanceLine(makePlan(bearer, place), now)).toBe(
      'lode: Bedrock API key in AWS_BEARER_TOKEN_BEDROCK · eu-west-1 · haiku (your --model) · small eu.haiku',
    );
  });
});

test('a session with a Bedrock API key has no record and no helper', () => {
  const facts = launchFacts();
  const bearer = makePlan(
    launchFacts({
      obtained: undefined,
      request: undefined,
      session: { ...facts.session, choice: { ...facts.session.choice, source: { kind: 'bearer-token' } } },
    }),
    place,
  );
  expect(bearer.files.map(({ path }) => path.split('/')[2])).toEqual(['overlays', 'shells']);
  expect(bearer.files[0]?.text).toContain('"awsCredentialExport": ""');
});
