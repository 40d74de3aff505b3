import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timerJob } from '../../../src/schedule/timer/timer-job.ts';
import { fillTemplate } from '../../../src/schedule/timer/template.ts';
import { machineWithTemplates } from './machine.ts';

describe('what a timer is given, since it has nothing of a shell', () => {
  test('PATH and HOME, and what decides where settings and credentials are', () => {
    const env = {
      PATH: '/opt/bin:/usr/bin',
      AWS_CONFIG_FILE: '/c',
      AWS_PROFILE: 'work',
      XDG_STATE_HOME: '/s',
      LODE_REGION: 'eu-west-1',
      LODE_ENVIRONMENT: 'work',
      TERM: 'xterm',
      EMPTY: '',
    };
    const { variables, withheld } = timerJob(machineWithTemplates({ env }));
    const { TERM: _term, EMPTY: _empty, ...rest } = env;
    expect([variables, withheld]).toEqual([{ HOME: '/home/ada', ...rest }, []]);
  });

  test('a PATH also when there is none here', () => {
    expect(timerJob(machineWithTemplates({ env: {} })).variables).toEqual({ HOME: '/home/ada', PATH: '/usr/local/bin:/usr/bin:/bin' });
  });

  test.each([
    ['AWS_SECRET_ACCESS_KEY', 'canary', false],
    ['AWS_ACCESS_KEY_ID', 'canary', false],
    ['AWS_SESSION_TOKEN', 'canary', false],
    ['AWS_BEARER_TOKEN_BEDROCK', 'canary', false],
    ['ANTHROPIC_API_KEY', 'canary', false],
    ['LODE_ENV', '{"TOKEN":"canary"}', true],
    ['LODE_AWS_CREDENTIAL_EXPORT', 'curl -H "Authorization: canary"', true],
    ['HTTPS_PROXY', 'http://ada:canary@proxy:8080', true],
    ['AWS_PROFILE', 'a\ncanary', true],
  ])('never %s=%s', (name, value, said) => {
    const { variables, withheld } = timerJob(machineWithTemplates({ env: { [name]: value } }));
    expect(JSON.stringify(variables)).not.toContain('canary');
    expect(withheld).toEqual(said ? [name] : []);
  });

  test('a proxy without a password', () => {
    expect(timerJob(machineWithTemplates({ env: { https_proxy: 'http://proxy:8080' } })).variables['https_proxy']).toBe('http://proxy:8080');
  });

  test('a home with a line break is refused by name', () => {
    expect(() => timerJob(machineWithTemplates({ home: '/home/a\nda' }))).toThrow('"/home/a\\nda"');
  });
});

test('a template takes each word as it is, also one that looks like a place', () => {
  fc.assert(
    fc.property(fc.string(), (word) => {
      expect(fillTemplate('a {{NODE}} b {{PROGRAM}}', { NODE: word, PROGRAM: '{{NODE}} $& $1' })).toBe(`a ${word} b {{NODE}} $& $1`);
    }),
  );
});
