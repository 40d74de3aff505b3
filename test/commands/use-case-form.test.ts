import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { showFormCommand } from '../../src/commands/show-use-case-form.ts';
import { submitFormCommand, type SubmitFormRequest } from '../../src/commands/submit-use-case-form.ts';
import { LodeError, type Failure } from '../../src/errors.ts';
import type { FakeSystem } from '../support/fake-system.ts';
import { setAccessScene, type AccessScene } from './access-scene.ts';

const surroundings = { ...process.env };
let scene: AccessScene;
beforeEach(async () => {
  scene = await setAccessScene({ useCaseForm: 'missing' });
});
afterEach(async () => {
  await scene.close();
  Object.assign(process.env, surroundings);
});

const form = {
  companyName: 'Example Ltd',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Technology',
  otherIndustryOption: '',
  useCases: 'Code review',
};
const files = { '/home/ada/form.json': JSON.stringify(form) };
const session = { flags: {}, environment: undefined };

function submit(system: FakeSystem, changes: Partial<SubmitFormRequest> = {}): Promise<number> {
  return submitFormCommand(system, { ...session, file: '/home/ada/form.json', yes: false, json: false, ...changes });
}

async function refusalOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof LodeError)) throw new Error('it was not refused', { cause: error });
  return error.failure;
}

async function shownForm(): Promise<unknown> {
  const system = scene.alone();
  await showFormCommand(system, session);
  return JSON.parse(system.stdout());
}

const puts = (): number => scene.asked('PutUseCaseForModelAccess');

describe('the use-case form', () => {
  test('from a file is shown with its account, agreed to, and sent as it is', async () => {
    const system = scene.attended({ files, answers: [true] });
    expect(await submit(system)).toBe(0);
    expect(system.stderr()).toContain(`for account 111122223333 (user/sandbox), by way of eu-west-1:\n${JSON.stringify(form, null, 2)}\n`);
    expect(system.questions).toEqual(['Send it for account 111122223333 (user/sandbox)?']);
    expect(system.stdout()).toContain('some 15 minutes');
    expect(await shownForm()).toEqual(form);
  });

  test('is not sent when somebody says no', async () => {
    const system = scene.attended({ files, answers: [false] });
    expect(await submit(system)).toBe(130);
    expect([puts(), system.stdout(), system.stderr().endsWith('Nothing was sent.\n')]).toEqual([0, '', true]);
  });

  test('is not sent when nobody is there, unless that was agreed to beforehand', async () => {
    expect(await refusalOf(submit(scene.alone({ files })))).toMatchObject({ exit: 'usage', code: 'usage.nobody-to-ask' });
    expect(puts()).toBe(0);
    expect(await submit(scene.alone({ files }), { yes: true, json: true })).toBe(0);
    expect(puts()).toBe(1);
  });

  test('by stdin needs an agreement beforehand, since stdin cannot answer', async () => {
    const input = JSON.stringify(form);
    expect(await refusalOf(submit(scene.attended({ input }), { file: '-' }))).toMatchObject({ exit: 'usage' });
    expect(puts()).toBe(0);
    const system = scene.alone({ input });
    expect(await submit(system, { file: '-', yes: true, json: true })).toBe(0);
    expect(JSON.parse(system.stdout())).toEqual({ schema: 1, submitted: true, account: '111122223333', region: 'eu-west-1' });
    expect(await shownForm()).toEqual(form);
  });

  test('is asked for question by question, each asked again after a mistake', async () => {
    const typed = ['Example Ltd', 'https://example.com', 'inside', '0', 'Technology', '', 'Code review'];
    const system = scene.attended({ typed, answers: [true] });
    expect(await submit(system, { file: undefined })).toBe(0);
    expect(system.stderr()).toContain('intendedUsers is "inside"; it must be "0" or "1" or "2".');
    expect(await shownForm()).toEqual(form);
  });

  test('is given up after three answers that cannot be', async () => {
    const failure = await refusalOf(submit(scene.attended({ typed: ['', '', ''] }), { file: undefined }));
    expect(failure).toMatchObject({ code: 'access.form-mistakes', message: 'No form was sent: companyName is empty.' });
    expect(puts()).toBe(0);
  });

  test.each<[string, Parameters<AccessScene['alone']>[0], Partial<SubmitFormRequest>, Partial<Failure>]>([
    ['without a file and with nobody there', {}, { file: undefined, yes: true }, { code: 'usage.needs-form', exit: 'usage' }],
    ['of a file that is not there', {}, { yes: true }, { code: 'access.form-unreadable' }],
    ['of a file with mistakes', { files: { '/home/ada/form.json': '{"companyName":7}' } }, { yes: true }, { code: 'access.form-mistakes' }],
  ])('%s is refused before AWS is asked anything', async (_, machine, changes, failure) => {
    expect(await refusalOf(submit(scene.alone(machine), changes))).toMatchObject(failure);
    expect(scene.sandbox.log()).toEqual([]);
  });

  test('says that one was sent before', async () => {
    scene.sandbox.set({ useCaseForm: 'sent' });
    const system = scene.attended({ files, answers: [false] });
    await submit(system);
    expect(system.stderr()).toContain('A form was sent for this account before');
  });

  test('that may not be sent names the action it takes', async () => {
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation: 'PutUseCaseForModelAccess' }] });
    const failure = await refusalOf(submit(scene.alone({ files }), { yes: true }));
    expect(failure).toMatchObject({ code: 'access.submit-form.denied', exit: 'user' });
    expect(failure.message).toBe('The use-case form could not be sent for account 111122223333 (user/sandbox) in eu-west-1.');
    expect(failure.hints?.[0]).toContain('bedrock:PutUseCaseForModelAccess');
  });

  test('that was never sent cannot be shown', async () => {
    expect(await refusalOf(shownForm())).toMatchObject({ code: 'access.form-never-sent', exit: 'user' });
  });

  test('that may not be read names the action it takes', async () => {
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation: 'GetUseCaseForModelAccess' }] });
    expect((await refusalOf(shownForm())).hints?.[0]).toContain('bedrock:GetUseCaseForModelAccess');
  });
});
