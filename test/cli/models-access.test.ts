import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runLode } from '../support/run-lode.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene({ useCaseForm: 'missing' });
});
afterEach(() => scene.close());

const form = {
  companyName: 'Example Ltd',
  companyWebsite: 'https://example.com',
  intendedUsers: '2',
  industryOption: 'Education',
  useCases: 'Marking “essays” & more',
};

function asked(operation: string): number {
  return scene.sandbox.log().filter((record) => record.operation === operation).length;
}

describe('from a form that was never sent to a model that can be used', () => {
  test('every step is told by the one before', async () => {
    const shut = await scene.run(['models', 'access', 'opus']);
    expect([shut.code, shut.stderr]).toEqual([1, '']);
    expect(shut.stdout).toContain('Next: lode models access --submit-form\n');

    scene.write('project/form.json', JSON.stringify(form));
    const sent = await scene.run(['models', 'access', '--submit-form', 'form.json', '--yes']);
    expect([sent.code, sent.stdout]).toEqual([0, expect.stringContaining('Then look: lode models access') as string]);

    const open = await scene.run(['--json', 'models', 'access', 'opus', '--region', 'eu-west-1']);
    expect([open.code, JSON.parse(open.stdout)]).toEqual([0, expect.objectContaining({ useCaseForm: { state: 'sent' }, gates: [] })]);

    const shown = await scene.run(['models', 'access', '--show-form']);
    expect([shown.code, shown.stderr, JSON.parse(shown.stdout)]).toEqual([0, '', { ...form, otherIndustryOption: '' }]);
  });

  test('terms are accepted, and the model is there', async () => {
    scene.sandbox.set({ useCaseForm: 'sent', availability: { 'anthropic.claude-opus-5-5': { agreement: 'NOT_AVAILABLE' } } });
    const accepted = await scene.run(['models', 'access', '--accept', 'opus', '--yes']);
    expect([accepted.code, accepted.stdout]).toEqual([0, expect.stringContaining('is there.') as string]);
    expect((await scene.run(['models', 'access', 'opus'])).code).toBe(0);
  });
});

describe('nothing is sent', () => {
  test.each([
    ['without an agreement', ['--submit-form', 'form.json']],
    ['without a form', ['--submit-form']],
    ['for terms that nobody agreed to', ['--accept', 'opus']],
    ['for two wishes at once', ['--accept', 'opus', '--show-form', '--yes']],
    ['for names that stand aside', ['opus', '--submit-form', 'form.json', '--yes']],
  ])('%s: exit code 2', async (_, words) => {
    scene.write('project/form.json', JSON.stringify(form));
    const { code, stdout, stderr } = await scene.run(['models', 'access', ...words]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error: ');
    expect([asked('PutUseCaseForModelAccess'), asked('CreateFoundationModelAgreement')]).toEqual([0, 0]);
  });
});

test.each([
  ['whole', () => Buffer.from(JSON.stringify(form)), 0, ''],
  ['no JSON', () => Buffer.from('company: me'), 1, 'The use-case form in stdin cannot be sent:\n  It is not a JSON object.'],
  ['no text', () => Buffer.from([0xff, 0xfe, 0x00]), 1, 'The use-case form in stdin cannot be read: it is not UTF-8 text.'],
  ['without end in sight', () => Buffer.alloc(300_000, ' '), 1, 'The use-case form in stdin cannot be read: it has more than 65536 bytes.'],
])('a form by stdin that is %s', async (_, input, code, words) => {
  const env = { ...scene.sandbox.env(), HOME: scene.home };
  const ended = await runLode(['models', 'access', '--submit-form', '-', '--yes'], { env, input: input() });
  expect([ended.code, asked('PutUseCaseForModelAccess')]).toEqual([code, code === 0 ? 1 : 0]);
  expect(ended.stderr).toContain(words);
});
