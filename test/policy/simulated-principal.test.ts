import { expect, test } from 'vitest';
import { simulatedPrincipal } from '../../src/policy/simulated-principal.ts';

const center = 'role/aws-reserved/sso.amazonaws.com/';

test.each<[string, string, readonly string[], readonly string[]]>([
  ['a user is itself, with its path', 'arn:aws:iam::111122223333:user/team/ana', [], ['arn:aws:iam::111122223333:user/team/ana']],
  ['a role is told without its session', 'arn:aws:sts::111122223333:assumed-role/Developer/ana', [], ['arn:aws:iam::111122223333:role/Developer']],
  ['GovCloud stays GovCloud', 'arn:aws-us-gov:sts::111122223333:assumed-role/Developer/ana', [], ['arn:aws-us-gov:iam::111122223333:role/Developer']],
  [
    'a role of IAM Identity Center stands below its path and region',
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ana@example.com',
    ['eu-west-1', 'us-east-1', 'eu-west-1'],
    [
      `arn:aws:iam::111122223333:${center}eu-west-1/AWSReservedSSO_Dev_0123456789abcdef`,
      `arn:aws:iam::111122223333:${center}AWSReservedSSO_Dev_0123456789abcdef`,
    ],
  ],
  [
    'without a region where nobody knows it',
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ana',
    [],
    [`arn:aws:iam::111122223333:${center}AWSReservedSSO_Dev_0123456789abcdef`],
  ],
])('%s', (_, arn, regions, arns) => expect(simulatedPrincipal(arn, regions)).toEqual({ kind: 'known', arns }));

test.each([
  ['the root user', 'arn:aws:iam::111122223333:root', 'root user'],
  ['a federated user', 'arn:aws:sts::111122223333:federated-user/ana', 'is neither'],
])('%s cannot be simulated', (_, arn, words) => {
  const found = simulatedPrincipal(arn, []);
  expect(found.kind).toBe('none');
  expect(found).toHaveProperty('why', expect.stringContaining(words));
});
