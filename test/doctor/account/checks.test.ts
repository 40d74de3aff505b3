import { describe, expect, test } from 'vitest';
import { access } from '../../../src/doctor/checks/access.ts';
import { dataRetention } from '../../../src/doctor/checks/data-retention.ts';
import { destinations } from '../../../src/doctor/checks/destinations.ts';
import { discovery } from '../../../src/doctor/checks/discovery.ts';
import { invocationLogging } from '../../../src/doctor/checks/invocation-logging.ts';
import { lifecycle } from '../../../src/doctor/checks/lifecycle.ts';
import { modelList } from '../../../src/doctor/checks/model-list.ts';
import { partition } from '../../../src/doctor/checks/partition.ts';
import { smallModel } from '../../../src/doctor/checks/small-model.ts';
import { tierModels } from '../../../src/doctor/checks/tier-models.ts';
import { trail } from '../../../src/doctor/checks/trail.ts';
import { useCaseForm } from '../../../src/doctor/checks/use-case-form.ts';
import type { AwsFailureKind } from '../../../src/aws/aws-failure.ts';
import type { AccountView } from '../../../src/doctor/facts/account.ts';
import type { AccessReport } from '../../../src/models/access-report.ts';
import { choice, chosen, codes, noon, open, report, resolved, row, said, type Given } from './view.ts';

const seen = (value: AccessReport): Given => ({ view: { access: { kind: 'seen', value } } });
const logged = (retention: NonNullable<Extract<AccountView['log'], { kind: 'told' }>['value']>['retention']): Given => ({
  view: { log: { kind: 'told', value: { logGroup: '/g', bucket: undefined, retention } } },
});
const refused = (kind: AwsFailureKind, name: string, message: string): Given => ({
  account: { kind: 'unknown', why: 'no', failure: { kind, name, message, requestId: 'r-1' } },
});
const opus41 = chosen({ main: choice('claude-opus-4-1') });

const profile = (id: string, active = true) => ({
  id: `eu.${id}`,
  arn: '',
  name: id,
  type: 'SYSTEM_DEFINED' as const,
  active,
  modelArns: [`arn:aws:bedrock:eu-west-1::foundation-model/${id}`],
});
const listed = (...ids: readonly ReturnType<typeof profile>[]): Given => ({
  account: { kind: 'listed', from: 'account', models: { region: 'eu-west-1', profiles: ids, foundation: [], fetchedAt: noon } },
});
const listsOpus = listed(profile('anthropic.claude-opus-5-5'));

describe('nothing is said of an account in which all is well', () => {
  test.each([access, dataRetention, discovery, invocationLogging, lifecycle, partition, smallModel, tierModels, trail, useCaseForm])('$id', (check) => {
    expect(codes(check)).toEqual([]);
  });
});

describe('partition', () => {
  const gov = 'arn:aws-us-gov:iam::111122223333:user/ana';
  test.each<[string, Given, readonly string[] | string]>([
    ['GovCloud credentials in GovCloud (complaint 23)', { region: 'us-gov-west-1', arn: gov }, []],
    ['GovCloud credentials elsewhere', { arn: gov }, ['fail partition.mismatch']],
    ['GovCloud has no global', { region: 'us-gov-west-1', arn: gov, settings: { geography: resolved('global' as const) } }, ['note partition.no-global']],
    ['global elsewhere', { settings: { geography: resolved('global' as const) } }, []],
    ['an API key names no account', { arn: undefined }, []],
    ['a region that the catalog does not know', { region: 'eu-moon-1' }, []],
  ])('%s', (_, given, expected) => expect(codes(partition, given)).toEqual(expected));
});

describe('discovery', () => {
  const iam =
    'User: arn:aws:iam::111122223333:user/ana is not authorized to perform: bedrock:ListInferenceProfiles on resource: * because no identity-based policy allows it';
  test.each<[string, Given, readonly string[]]>([
    ['a missing permission', refused('denied', 'AccessDeniedException', iam), ['warn discovery.denied']],
    ['a slow service', refused('throttled', 'ThrottlingException', 'Too many requests'), ['warn discovery.unanswered']],
    ['a key that ran out', refused('expired', 'ExpiredTokenException', 'The security token included in the request is expired'), ['fail discovery.refused']],
    [
      'a key of another region',
      refused('invalid', 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
      ['fail discovery.refused'],
    ],
    ['a list that is switched off', { account: { kind: 'unknown', why: 'bedrockDiscovery.enabled is false' } }, ['note discovery.off']],
  ])('%s', (_, given, expected) => expect(codes(discovery, given)).toEqual(expected));

  test('an answer that did not come is said where nothing else is said of the way to AWS', () => {
    expect(said(discovery, refused('network', 'TimeoutError', 'timed out.'))).toEqual([
      ['warn discovery.unanswered', expect.stringMatching(/^Bedrock in eu-west-1 gave no list of models \(TimeoutError: timed out\)\. /)],
    ]);
  });
});

describe('model-list', () => {
  test.each<[string, Given, readonly string[]]>([
    ['one Claude', listed(profile('anthropic.claude-opus-5-5')), []],
    ['none', listed(), ['fail model-list.empty']],
    ['others only', listed(profile('amazon.nova-pro-v1:0')), ['fail model-list.empty']],
    ['one that is not active', listed(profile('anthropic.claude-opus-5-5', false)), ['fail model-list.empty']],
  ])('%s', (_, given, expected) => expect(codes(modelList, given)).toEqual(expected));
});

describe('tier-models', () => {
  const failure = { code: 'model.residency', exit: 'user', message: 'It would leave.', hints: ['Set it: lode config set geography global'] } as const;
  test('a refusal keeps its own words', () => {
    expect(said(tierModels, { ...listsOpus, view: { chosen: { kind: 'failed', failure } } })).toEqual([['fail tier-models.refused', 'It would leave.']]);
  });
  test.each<[string, Given, readonly string[]]>([
    [
      'a model that reaches further than was said',
      { models: chosen({ main: choice('claude-opus-5-5', { geography: 'global', destinations: [] }) }) },
      ['note tier-models.widened'],
    ],
    [
      'the same where global was said',
      { settings: { geography: resolved('global' as const) }, models: chosen({ main: choice('claude-opus-5-5', { geography: 'global', destinations: [] }) }) },
      [],
    ],
    [
      '[1m] of a model without a long window (complaint 17)',
      { models: chosen({ main: choice('claude-haiku-4-5', { wanted: 'haiku-4.5[1m]' }) }) },
      ['note tier-models.no-long-window'],
    ],
    ['[1m] of one that has it', { models: chosen({ main: choice('claude-opus-5-5', { wanted: 'opus[1m]', longContext: true }) }) }, []],
    [
      'an ARN that no list shows',
      { models: chosen({ main: choice('x', { id: 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.x', evidence: 'user' }) }) },
      ['warn tier-models.unlisted'],
    ],
  ])('%s', (_, given, expected) => expect(codes(tierModels, given)).toEqual(expected));
});

describe('lifecycle', () => {
  test('a Legacy model is named with its successor', () => {
    const [[what, sentence]] = said(lifecycle, { models: opus41 }) as [[string, string]];
    expect(what).toBe('warn lifecycle.legacy');
    expect(sentence).toMatch(/Claude Opus 4\.1 is Legacy .* successor is Claude Opus/);
  });
});

describe('access', () => {
  test.each<[string, AccessReport, readonly string[] | string]>([
    ['a tier that nobody asked for', report([row('claude-opus-5-5', { ...open, agreement: 'not-available' }, false)]), ['warn access.agreement']],
    ['a model that somebody asked for', report([row('claude-opus-5-5', { ...open, agreement: 'not-available' })]), ['fail access.agreement']],
    [
      'an entitlement without an agreement is one gate',
      report([row('claude-opus-5-5', { ...open, agreement: 'not-available', entitlement: 'not-available' })]),
      ['fail access.agreement'],
    ],
    [
      'two gates of two models',
      report([row('claude-opus-5-5', { ...open, agreement: 'pending' }), row('claude-haiku-5-5', { ...open, authorization: 'not-authorized' })]),
      ['warn access.agreement-pending', 'fail access.authorization'],
    ],
    [
      'no form yet',
      report([row('claude-opus-5-5', { ...open, agreement: 'not-available' })], { form: { state: 'never-sent' } }),
      'the use-case form comes first',
    ],
    ['a form that the organisation sent', report([row('claude-opus-5-5', open)], { form: { state: 'never-sent' } }), []],
  ])('%s', (_, value, expected) => expect(codes(access, seen(value))).toEqual(expected));

  test('an answer for one of two models is used', () => {
    const unknown = { agreement: 'unknown', authorization: 'unknown', entitlement: 'unknown', region: 'unknown', detail: 'ThrottlingException: slow' } as const;
    expect(codes(access, seen(report([row('claude-opus-5-5', open), row('claude-haiku-5-5', unknown)])))).toEqual(['note access.untold']);
    expect(codes(access, seen(report([row('claude-haiku-5-5', unknown)])))).toBe('AWS did not answer (ThrottlingException: slow)');
  });
});

describe('use-case-form and data-retention', () => {
  test.each<[string, AccessReport, readonly string[] | string]>([
    [
      'never sent',
      report([row('claude-opus-5-5', { ...open, agreement: 'not-available' })], { form: { state: 'never-sent' } }),
      ['fail use-case-form.never-sent'],
    ],
    ['sent by the organisation', report([row('claude-opus-5-5', open)], { form: { state: 'never-sent' } }), []],
  ])('form %s', (_, value, expected) => expect(codes(useCaseForm, seen(value))).toEqual(expected));

  test.each<[string, AccessReport, readonly string[] | string]>([
    ['default with Fable asked for', report([row('claude-fable-5-1', open)], { retention: 'default' }), ['fail data-retention.refused']],
    ['none with Fable asked for', report([row('claude-fable-5-1', open)], { retention: 'none' }), ['fail data-retention.refused']],
    ['default with Fable as a tier', report([row('claude-fable-5-1', open, false)], { retention: 'default' }), ['note data-retention.tier']],
    ['aws_review', report([row('claude-fable-5-1', open)], { retention: 'aws_review' }), []],
    ['default without Fable', report([row('claude-opus-5-5', open)], { retention: 'default' }), []],
  ])('retention %s', (_, value, expected) => expect(codes(dataRetention, seen(value))).toEqual(expected));
});

describe('destinations and small-model', () => {
  const global = { geography: 'global', destinations: [] } as const;
  const here = { geography: 'in-region', destinations: ['eu-west-1'] } as const;
  test.each<[string, Given, readonly string[]]>([
    ['one place for all is said once', {}, ['note destinations.geography']],
    ['two places are said apart', { models: chosen({ main: choice('claude-opus-5-5', global) }) }, ['note destinations.global', 'note destinations.geography']],
  ])('%s', (_, given, expected) => expect(codes(destinations, given)).toEqual(expected));

  test.each<[string, Given, readonly string[]]>([
    ['global beside a geography', { models: chosen({ small: choice('claude-haiku-5-5', global) }) }, ['warn small-model.outside']],
    ['a geography beside global', { models: chosen({ main: choice('claude-opus-5-5', global) }) }, []],
    ['a geography beside one region', { models: chosen({ main: choice('claude-opus-5-5', here) }) }, ['warn small-model.outside']],
    ['fewer destinations of one geography', { models: chosen({ small: choice('claude-haiku-5-5', { destinations: ['eu-west-3'] }) }) }, []],
    ['the main model itself', { models: chosen({ small: choice('claude-opus-5-5') }) }, ['note small-model.same']],
    ['another region of the geography', { models: chosen({ small: choice('claude-haiku-5-5', { region: 'eu-west-3' }) }) }, ['note small-model.elsewhere']],
    [
      'another region outside it',
      { models: chosen({ small: choice('claude-haiku-5-5', { region: 'us-east-1', geography: 'us', destinations: ['us-east-1'] }) }) },
      ['warn small-model.elsewhere'],
    ],
  ])('%s', (_, given, expected) => expect(codes(smallModel, given)).toEqual(expected));
});

describe('invocation-logging', () => {
  test.each<[string, Given, readonly string[]]>([
    ['a year', logged({ kind: 'told', value: { kind: 'days', days: 365 } }), ['note invocation-logging.kept-long']],
    ['a week', logged({ kind: 'told', value: { kind: 'days', days: 7 } }), []],
    ['for ever', logged({ kind: 'told', value: { kind: 'for ever' } }), ['note invocation-logging.kept-for-ever']],
    ['in a group that is gone', logged({ kind: 'told', value: { kind: 'no such group' } }), ['note invocation-logging.no-group']],
    ['for a time that is not told', logged({ kind: 'untold', why: 'x' }), []],
    ['in a bucket', logged(undefined), []],
    ['not at all', { view: { log: { kind: 'told', value: undefined } } }, ['note invocation-logging.off']],
  ])('kept %s', (_, given, expected) => expect(codes(invocationLogging, given)).toEqual(expected));
});
