import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codes } from './view.ts';
import { dataRetention } from '../../../src/doctor/checks/data-retention.ts';
import { useCaseForm } from '../../../src/doctor/checks/use-case-form.ts';
import { diagnose, faults, setScene, type Scene } from '../diagnose.ts';
import { report, row, open } from './view.ts';

let scene: Scene;
beforeEach(async () => void (scene = await setScene()));
afterEach(() => scene.close());

describe('something else than Bedrock answers for its control plane, or nothing does', () => {
  test.each(['html', 'reset', 'hang', 'half-body', 'not-json', 'empty'] as const)(
    '%s: the list that did not come is said, and no permission is blamed',
    async (kind) => {
      scene.sandbox.set({ faults: [{ kind, service: 'bedrock' }] });
      const results = await diagnose(scene);
      expect(faults(results).length).toBeGreaterThan(0);
      expect(faults(results).filter((fault) => !/ (reach|dns|proxy|tls)\./.test(fault))).toEqual(['warn discovery.unanswered']);
      expect(results.map(({ code }) => code)).not.toContain('invocation-logging.off');
      const untried = results.filter(({ check }) => check === 'use-case-form' || check === 'data-retention');
      expect(untried.map(({ sentence }) => sentence).join()).not.toMatch(/permission/);
    },
    60_000,
  );
});

test('a way to AWS that is shut is one fault, not two', async () => {
  const { stdout } = await scene.run(['doctor', '--json'], { AWS_ENDPOINT_URL_BEDROCK: 'http://127.0.0.1:9' });
  const { results } = JSON.parse(stdout) as { results: readonly { code: string; severity: string }[] };
  expect(results.filter(({ severity }) => severity === 'fail' || severity === 'warn').map(({ code }) => code)).toEqual(['reach.unreachable']);
  expect(results.map(({ code }) => code)).toContain('discovery.untried');
});

describe('a permission is named for a refusal only', () => {
  const fable = report([row('claude-fable-5-2', open)]);
  const form = (why: string) => codes(useCaseForm, { view: { access: { kind: 'seen', value: { ...fable, form: { state: 'untold', why } } } } });
  const retention = (retentionWhy: string) => codes(dataRetention, { view: { access: { kind: 'seen', value: { ...fable, retentionWhy } } } });

  test.each([
    ['AccessDeniedException: User is not authorized to perform it', /takes the permission/],
    ['ECONNRESET: socket hang up', /^AWS did not answer/],
    ['ThrottlingException: Too many requests', /^AWS did not answer/],
  ])('%s', (why, words) => {
    expect(form(why)).toMatch(words);
    expect(retention(why)).toMatch(words);
  });
});
