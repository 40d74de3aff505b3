import { afterEach, expect, test } from 'vitest';
import { pickModels } from '../../../src/launcher/pick-models.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { openAccess } from '../../../src/setup/open-access.ts';
import { setAccountScene, type AccountScene, type StageParts } from './stage-scene.ts';

const surroundings = { ...process.env };
let scene: AccountScene | undefined;
afterEach(async () => {
  await scene?.close();
  Object.assign(process.env, surroundings);
});

async function opened(knobs: Change, parts: StageParts = {}, region = 'eu-west-1') {
  scene = await setAccountScene(knobs);
  const { stage, facts, system } = await scene.look({ region }, parts);
  await openAccess(stage, facts, pickModels(facts, system.now()));
  const operations = scene.sandbox.log().map(({ operation }) => operation);
  return { said: system.stderr(), questions: system.questions, operations };
}

const opus = 'anthropic.claude-opus-5-5';
const shut = { agreement: 'NOT_AVAILABLE', entitlement: 'NOT_AVAILABLE' } as const;
const answers = ['Example Ltd', 'https://example.com', '0', 'Technology', '', 'Programming'];

test('nothing is said or asked where everything is open', async () => {
  expect(await opened({})).toMatchObject({ said: '', questions: [] });
});

test('terms are read and accepted by whoever says so twice', async () => {
  const { said, questions, operations } = await opened({ availability: { [opus]: shut } }, { machine: { answers: [true, true] } });
  expect(questions).toEqual([
    'Read the terms of Claude Opus 5.5 and accept them now?',
    expect.stringContaining('Accept these terms for account 111122223333') as string,
  ]);
  expect(said).toContain('Shut: agreement (Claude Opus 5.5)');
  expect(said).toContain('Who: an administrator with bedrock:CreateFoundationModelAgreement');
  expect(said).toMatch(/The agreement for Claude Opus 5\.5 .* is there\./);
  expect(operations).toContain('CreateFoundationModelAgreement');
});

test('the form is answered, shown, and sent by whoever says so twice', async () => {
  const knobs: Change = { useCaseForm: 'missing', availability: { [opus]: { authorization: 'NOT_AUTHORIZED' } } };
  const { said, questions, operations } = await opened(knobs, { machine: { answers: [true, true, false, false], typed: answers } });
  expect(questions[0]).toBe('Send the use-case form now?');
  expect(questions[7]).toMatch(/^Send it for account 111122223333/);
  expect(said).toContain('"companyName": "Example Ltd"');
  expect(said).toContain('AWS takes some 15 minutes until it counts.');
  expect(operations).toContain('PutUseCaseForModelAccess');
  expect(said).toContain('Shut: authorization (Claude Opus 5.5)');
});

test.each<[string, StageParts, readonly string[]]>([
  ['a no', { machine: { answers: [false] } }, ['Later: lode models access --submit-form', '  Next: lode models access --accept opus-5.5']],
  [
    'a no to what would be sent',
    { machine: { answers: [true, false], typed: answers } },
    ['Nothing was sent.', '  Next: lode models access --accept opus-5.5'],
  ],
  [
    '--yes, which is no word for the account,',
    { words: { yes: true } },
    ['  Next: lode models access --submit-form', '  Next: lode models access --accept opus-5.5'],
  ],
  ['nobody there', { alone: true }, ['  Next: lode models access --submit-form']],
])('%s goes on, with the command for later', async (_, parts, lines) => {
  const { said, operations } = await opened({ useCaseForm: 'missing', availability: { [opus]: shut } }, parts);
  for (const line of lines) expect(said).toContain(`${line}\n`);
  expect(operations).not.toContain('CreateFoundationModelAgreement');
  expect(operations).not.toContain('PutUseCaseForModelAccess');
});

test('a no to the terms goes on, with the command for later', async () => {
  const first = await opened({ availability: { [opus]: shut } }, { machine: { answers: [false] } });
  expect(first.said).toContain('Later: lode models access --accept opus-5.5\n');
  await scene?.close();
  const second = await opened({ availability: { [opus]: shut } }, { machine: { answers: [true, false] } });
  expect(second.said).toContain('Nothing was accepted.\n');
  expect([...first.operations, ...second.operations]).not.toContain('CreateFoundationModelAgreement');
});

test('terms that AWS does not let this person accept are told and passed over', async () => {
  const { said } = await opened(
    { availability: { [opus]: shut }, errors: [{ id: 'iam-missing', operation: 'CreateFoundationModelAgreement' }] },
    { machine: { answers: [true, true] } },
  );
  expect(said).toContain('could not be made');
  expect(said).toContain('  hint: ');
});

test('Ctrl-C is not passed over', async () => {
  await expect(opened({ availability: { [opus]: shut } }, { machine: { answers: [true, 'cancel'] } })).rejects.toMatchObject({
    failure: { exit: 'cancelled' },
  });
});

test('in GovCloud nothing is offered that cannot be done there', async () => {
  const { said, questions } = await opened({ availability: { [opus]: shut } }, {}, 'us-gov-west-1');
  expect(questions).toEqual([]);
  expect(said).toContain('In GovCloud it takes two steps');
});
