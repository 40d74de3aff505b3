import { describe, expect, test } from 'vitest';
import { awsFilePaths, readAwsFiles } from '../../src/auth/aws-files.ts';
import { LodeError } from '../../src/errors.ts';
import type { Unreadable } from '../../src/system/system.ts';
import { fakeSystem } from '../support/fake-system.ts';

test.each<[string, Record<string, string>, string, string]>([
  ['at home', {}, '/home/ada/.aws/config', '/home/ada/.aws/credentials'],
  ['where the variables say', { AWS_CONFIG_FILE: '/x/config', AWS_SHARED_CREDENTIALS_FILE: '/x/keys' }, '/x/config', '/x/keys'],
  ['at home when the variables are empty', { AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '' }, '/home/ada/.aws/config', '/home/ada/.aws/credentials'],
  ['below home where no shell expanded the ~', { AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: '~ada/k' }, '/home/ada/c', '~ada/k'],
])('they are %s', (_, env, config, credentials) => {
  expect(awsFilePaths(env, '/home/ada')).toEqual({ config, credentials });
});

test('missing files are empty files', () => {
  const files = readAwsFiles(fakeSystem());
  expect([files.profiles.size, files.problems]).toEqual([0, []]);
});

test('lines that cannot be read carry the path they stand in', () => {
  const { problems } = readAwsFiles(fakeSystem({ files: { '/home/ada/.aws/credentials': '[w]\nnonsense\n' } }));
  expect(problems).toEqual([{ path: '/home/ada/.aws/credentials', line: 2, what: 'expected "key = value"' }]);
});

describe('a file that cannot be read stops with its reason', () => {
  test.each<[Unreadable, string, string]>([
    ['denied', 'may not be read by this user', 'Make it yours and readable: sudo chown "$USER" /home/ada/.aws/config && chmod 600 /home/ada/.aws/config'],
    ['not-a-file', 'is not a regular file', 'Look at it: ls -ld /home/ada/.aws/config'],
    ['too-large', 'is larger than 4 MiB', 'Look at it: ls -ld /home/ada/.aws/config'],
    ['binary', 'is not UTF-8 text', 'Look at it: file /home/ada/.aws/config'],
    ['link-loop', 'is a loop of symbolic links', 'Look at it: ls -ld /home/ada/.aws/config'],
    ['io', 'could not be read', 'Look at it: ls -ld /home/ada/.aws/config'],
  ])('%s', (unreadable, words, hint) => {
    const system = fakeSystem({ files: { '/home/ada/.aws/config': { unreadable, detail: 'the detail' } } });
    const failure = (): unknown => {
      try {
        return readAwsFiles(system);
      } catch (error) {
        return error instanceof LodeError ? error.failure : error;
      }
    };
    expect(failure()).toEqual({
      code: 'aws-files.unreadable',
      exit: 'user',
      message: `The AWS file /home/ada/.aws/config ${words}.`,
      hints: [hint, 'Or read another one: export AWS_CONFIG_FILE=/path/to/it'],
      causedBy: 'the detail',
    });
  });
});
