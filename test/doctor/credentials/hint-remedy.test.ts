import { expect, test } from 'vitest';
import { remediesOf } from '../../../src/doctor/hint-remedy.ts';

test.each([
  ['Sign in: lode --aws-profile work login', { kind: 'command', words: ['lode', '--aws-profile', 'work', 'login'], why: 'Sign in' }],
  ['See it: https://console.aws.amazon.com/x', { kind: 'page', url: 'https://console.aws.amazon.com/x', why: 'See it' }],
  ['Name a profile: lode --aws-profile NAME claude', { kind: 'words', text: 'Name a profile: lode --aws-profile NAME claude' }],
  ["Sign in: aws login --profile 'my work'", { kind: 'words', text: "Sign in: aws login --profile 'my work'" }],
  ['Keys do not renew themselves: unset them', { kind: 'words', text: 'Keys do not renew themselves: unset them' }],
  [
    'Keys do not renew themselves: unset AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN',
    { kind: 'command', words: ['unset', 'AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN'], why: 'Keys do not renew themselves' },
  ],
  ['Signing in again does not change this.', { kind: 'words', text: 'Signing in again does not change this.' }],
])('%s', (hint, remedy) => expect(remediesOf({ hints: [hint] })).toEqual([remedy]));

test('no hints are no remedies', () => expect(remediesOf({})).toEqual([]));
