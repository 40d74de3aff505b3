import { describe, expect, test } from 'vitest';
import { LodeError, type Failure } from '../../../src/errors.ts';
import { chooseHandover, type HandoverQuestion } from '../../../src/launcher/endpoint/choose-handover.ts';
import type { Origin, Resolved } from '../../../src/settings/origin.ts';
import type { Handover } from '../../../src/settings/settings.ts';

const flag: Origin = { kind: 'flag', flag: '--handover' };
const userFile: Origin = { kind: 'file', layer: 'user', path: '/u/settings.json', key: 'handover' };
const wish = (value: Handover, origin: Origin = flag): Resolved<Handover> => ({ value, origin, overridden: [] });

const opencode = { name: 'opencode', label: 'opencode', sdkChain: {} };
const claude = { name: 'claude', label: 'Claude Code' };
const found = { what: '[default] has credentials', hint: 'Name it' };

function choose(more: Partial<HandoverQuestion> = {}) {
  return chooseHandover({
    assistant: opencode,
    wish: wish('auto', { kind: 'default' }),
    renewable: true,
    found: undefined,
    extraVariables: {},
    noEndpoint: undefined,
    ...more,
  });
}

describe('an assistant that reads the SDK chain', () => {
  test.each<[string, Partial<HandoverQuestion>, string]>([
    ['gets an endpoint when nobody says anything', {}, 'endpoint'],
    ['gets an endpoint when it is asked for', { wish: wish('endpoint') }, 'endpoint'],
    ['gets variables when they are asked for', { wish: wish('environment') }, 'environment'],
    ['gets a Bedrock API key as it is', { renewable: false }, 'own'],
  ])('%s', (_, more, kind) => expect(choose(more)).toEqual({ kind }));

  test.each<[string, Partial<HandoverQuestion>, string]>([
    ['something was found', { found }, '[default] has credentials'],
    [
      'the setting env leads to other AWS files',
      { extraVariables: { AWS_CONFIG_FILE: '/x' } },
      "the setting env gives opencode another AWS_CONFIG_FILE, and credentials in the AWS files there could be taken before an endpoint's",
    ],
    ['there can be none here', { noEndpoint: 'it did not start: no room' }, 'it did not start: no room'],
  ])('gets variables and the reason when %s', (_, more, what) => {
    expect(choose(more)).toEqual({ kind: 'environment', why: `An endpoint that renews them is not used: ${what}.` });
  });
});

describe('an endpoint that was asked for and cannot be', () => {
  function failureOf(more: Partial<HandoverQuestion>): Failure {
    try {
      choose({ wish: wish('endpoint', userFile), ...more });
    } catch (error) {
      if (error instanceof LodeError) return error.failure;
    }
    throw new Error('it was chosen');
  }

  test('is refused with the obstacle and what to do', () => {
    expect(failureOf({ found })).toMatchObject({
      code: 'handover.obstructed',
      exit: 'user',
      message: 'opencode cannot get its credentials from an endpoint, as handover says (set by /u/settings.json, key handover): [default] has credentials.',
      hints: ['Name it', 'Or let the session end with its credentials: lode --handover environment opencode'],
    });
  });

  test('is refused with the variable that leads elsewhere', () => {
    expect(failureOf({ extraVariables: { HOME: '/x' } }).hints?.[0]).toBe('Take HOME out of the setting env: lode config list');
  });

  test('is refused with the reason why it did not start', () => {
    expect(failureOf({ noEndpoint: 'it did not start: no room' }).hints).toEqual([
      'Or let the session end with its credentials: lode --handover environment opencode',
    ]);
  });
});

describe('an assistant with a helper of its own', () => {
  test.each<[string, Partial<HandoverQuestion>]>([
    ['when nobody says anything', {}],
    ['when a file asks for something, which may be meant for another assistant', { wish: wish('endpoint', userFile) }],
    ['whatever [default] has', { found }],
  ])('keeps it without a word %s', (_, more) => expect(choose({ assistant: claude, ...more })).toEqual({ kind: 'own' }));

  test.each(['endpoint', 'environment'] as const)('keeps it with one note when this launch asks for %s', (value) => {
    expect(choose({ assistant: claude, wish: wish(value) })).toEqual({
      kind: 'own',
      note: `handover "${value}" (set by --handover) is not needed: Claude Code asks lode for credentials itself whenever it needs some.`,
    });
  });
});
