import { expect, test } from 'vitest';
import { givenChanges } from '../../src/setup/given-changes.ts';

test('flags that setup has no question for are written, typed, where the others are; maps key by key', () => {
  const flags = {
    region: 'eu-west-1',
    handover: 'endpoint',
    endpoints: '{"bedrock":"https://vpce.example"}',
    env: '{"A":"1","B":"2"}',
    models: '{"mine":"opus"}',
  };
  const changes = [
    { path: ['models', 'mine'], value: 'opus' },
    { path: ['handover'], value: 'endpoint' },
    { path: ['endpoints', 'bedrock'], value: 'https://vpce.example' },
    { path: ['env', 'A'], value: '1' },
    { path: ['env', 'B'], value: '2' },
  ];
  expect(givenChanges({ flags, environment: undefined })).toEqual(changes);
  expect(givenChanges({ flags, environment: 'tok' })).toEqual(changes.map(({ path, value }) => ({ path: ['environments', 'tok', ...path], value })));
});
