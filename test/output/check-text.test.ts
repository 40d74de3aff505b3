import { expect, test } from 'vitest';
import { checkText, planText } from '../../src/output/check-text.ts';
import { choice } from '../launcher/hand-over-input.ts';

const opaque = choice('arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abc', { label: 'team' });
const probe = { names: ['main'], choice: opaque };

test('a price that nobody knows is said to be unknown, and no identity is made up', () => {
  expect(planText([probe], 'eu-west-1', undefined)).toBe(
    [
      'This sends one request, to Bedrock in eu-west-1: about 10 tokens there, at most 1 token back.',
      `  main  ${opaque.id}  team  price unknown`,
      'The first request to a model may make AWS subscribe the account to it at AWS Marketplace.',
      '',
    ].join('\n'),
  );
});

test('columns stand under each other, and a gate tells all it knows', () => {
  const gate = { id: 'form', what: 'The form is missing.', who: 'an administrator', remedy: ['Send it', 'Wait'], proof: 'X: no form (request r-1)' } as const;
  const shut = { ...probe, names: ['small', 'haiku'], end: { kind: 'shut', gate, requestId: 'r-1', totalMs: 12.6 } } as const;
  const works = { ...probe, end: { kind: 'works', firstTokenMs: 400.4, totalMs: 500 } } as const;
  expect(checkText([works, shut])).toBe(
    [
      `main          ${opaque.id}  works, first token after 400 ms`,
      `small, haiku  ${opaque.id}  SHUT (form) after 13 ms`,
      '  The form is missing.',
      '  who can open it: an administrator',
      '  do: Send it',
      '  do: Wait',
      '  caused by: X: no form (request r-1)',
      '',
    ].join('\n'),
  );
});
