import { describe, expect, test } from 'vitest';
import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { listOf, mustChoose, mustRefuse, wishFor } from './wish.ts';

describe('a choice says', () => {
  test('how the wish became the ID, and who lost', () => {
    const choice = mustChoose(resolveModel(wishFor('Opus', 'eu-central-1')));
    expect(choice).toMatchObject({
      id: 'eu.anthropic.claude-opus-5-5',
      model: 'claude-opus-5-5',
      label: 'Claude Opus 5.5',
      geography: 'eu',
      destinations: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
      evidence: 'account',
      longContext: false,
      why: 'Opus is the newest Claude Opus that the account lists as eu from eu-central-1: Claude Opus 5.5.',
      notes: [],
    });
    expect(choice.refused).toContainEqual({ id: 'global.anthropic.claude-opus-5-5', why: 'it would reach further than the geography' });
  });

  test('that it is a guess when there was no list', () => {
    const choice = mustChoose(resolveModel(wishFor('haiku', 'eu-central-1', { account: undefined })));
    expect(choice.evidence).toBe('catalog');
    expect(choice.notes).toEqual(['No model list of the account for eu-central-1: IDs are a guess from the built-in catalog of 2026-11-21.']);
  });

  test('that a list of another region is no list', () => {
    expect(mustChoose(resolveModel(wishFor('haiku', 'eu-central-1', { account: listOf('us-east-1') }))).evidence).toBe('catalog');
  });

  test('that it widened, and how far', () => {
    expect(mustChoose(resolveModel(wishFor('fable', 'eu-west-1'))).notes).toEqual([
      'Widened beyond eu: requests to global.anthropic.claude-fable-5-2 may be processed in any commercial region.',
    ]);
    expect(mustChoose(resolveModel(wishFor('fable', 'sa-east-1'))).notes).toEqual([
      'Widened to global: sa-east-1 has no geography of its own, so requests may be processed in any commercial region.',
    ]);
  });

  test('that sources disagree on the only ID there is', () => {
    const choice = mustChoose(resolveModel(wishFor('fable-5', 'eu-west-1', { account: undefined, residency: 'strict' })));
    expect(choice.notes).toContain('Sources disagree on whether eu.anthropic.claude-fable-5 exists.');
  });

  test('until when a Legacy model lives', () => {
    expect(mustChoose(resolveModel(wishFor('opus-4.1', 'us-east-1'))).notes).toEqual([
      'Claude Opus 4.1 is Legacy on Bedrock since 2026-07-08 and ends on 2027-01-08. Its successor is Claude Opus 5.5 (opus-5.5).',
    ]);
  });

  test.each([
    ['sonnet-4.5[1m]', true, []],
    ['opus[1M]', true, []],
    ['haiku-4.5[1m]', false, ['Claude Haiku 4.5 has no 1M-token window; [1m] is ignored.']],
  ])('whether %s means the long window: %s', (wanted, longContext, notes) => {
    expect(mustChoose(resolveModel(wishFor(wanted, 'us-east-1')))).toMatchObject({ longContext, notes });
  });
});

describe('a refusal says', () => {
  test('what would be allowed under strict', () => {
    expect(mustRefuse(resolveModel(wishFor('fable', 'eu-west-1', { residency: 'strict' })))).toEqual({
      kind: 'refused',
      wanted: 'fable',
      code: 'residency',
      message: 'From eu-west-1, Claude Fable would leave geography eu (the European Union), and residency is strict.',
      hints: [
        'Usable from eu-west-1: opus-5.5, sonnet-5.5, haiku-5.5.',
        'To allow global.anthropic.claude-fable-5-2, give --geography global: requests may then be processed in any commercial region.',
      ],
    });
  });

  test('that a region without a geography needs global', () => {
    expect(mustRefuse(resolveModel(wishFor('sonnet-4.5', 'ap-northeast-2', { residency: 'strict' })))).toMatchObject({
      message: 'Claude Sonnet 4.5 would leave ap-northeast-2, which has no geography of its own, and residency is strict.',
      hints: ['To allow global.anthropic.claude-sonnet-4-5-20250929-v1:0, give --geography global: requests may then be processed in any commercial region.'],
    });
  });

  test('that region and geography contradict each other', () => {
    expect(mustRefuse(resolveModel(wishFor('opus', 'eu-west-1', { geography: 'jp', residency: 'strict' })))).toMatchObject({
      message: 'Geography jp cannot be reached from eu-west-1.',
      hints: ['Set "geography" to eu, the geography of eu-west-1.', 'Or set "region" to one of ap-northeast-1, ap-northeast-3.'],
    });
  });

  test('the successor of a retired model', () => {
    expect(mustRefuse(resolveModel(wishFor('claude-sonnet-4-20250514', 'us-east-1')))).toMatchObject({
      code: 'retired',
      message: 'Claude Sonnet 4 has reached its end of life on Bedrock (2026-10-14).',
      hints: ['Its successor is Claude Sonnet 5.5: use sonnet-5.5.'],
    });
  });

  test('where a model is offered', () => {
    expect(mustRefuse(resolveModel(wishFor('opus-4.1', 'eu-west-1')))).toMatchObject({
      code: 'not-in-region',
      message: 'Claude Opus 4.1 cannot be used from eu-west-1: the account lists no profile for it there.',
      hints: ['Usable from eu-west-1: fable-5.2, opus-5.5, sonnet-5.5, haiku-5.5.', 'Claude Opus 4.1 is offered in us (e.g. us-east-1).'],
    });
  });

  test.each([
    ['sonet', 'lode knows no model called "sonet".', ['Did you mean sonnet?']],
    ['opus-9', 'lode knows no model called "opus-9".', ['Did you mean opus, opus-5.5, opus-5, opus-4.8, opus-4.7, opus-4.6, opus-4.5, opus-4.1?']],
    ['', 'The model name is empty.', [expect.stringContaining('Names lode knows: fable, opus,')]],
    [
      'opusplan',
      'opusplan is a mode of Claude Code that uses two models, not a model.',
      ['Use opus and choose the mode in Claude Code: `lode claude --model opusplan`.'],
    ],
    ['opusplan[1m]', 'opusplan is a mode of Claude Code that uses two models, not a model.', [expect.any(String)]],
  ])('what is close to "%s"', (wanted, message, hints) => {
    expect(mustRefuse(resolveModel(wishFor(wanted, 'us-east-1')))).toEqual({
      kind: 'refused',
      wanted,
      code: 'unknown-name',
      message,
      hints,
    });
  });

  test('that the account lists a model newer than the catalog', () => {
    const newer = { ...profilesOf('us-east-1')[0]!, id: 'us.anthropic.claude-opus-6' };
    expect(mustRefuse(resolveModel(wishFor('opus 6', 'us-east-1', { account: listOf('us-east-1', [newer]) }))).hints).toContain(
      'The account lists us.anthropic.claude-opus-6: an ID can be used as it is.',
    );
  });
});

describe('the age of the assistant', () => {
  test('refuses a version named by hand', () => {
    expect(mustRefuse(resolveModel(wishFor('opus-5.5', 'us-east-1', { assistantVersion: '2.1.279' })))).toMatchObject({
      code: 'assistant-too-old',
      message: 'Claude Opus 5.5 needs Claude Code 2.1.280 or newer, and this one is 2.1.279.',
      hints: ['Run `claude update`, or name an older model.', expect.stringContaining('opus-5,')],
    });
  });

  test.each([
    ['2.1.280', 'us.anthropic.claude-opus-5-5'],
    ['2.1.279', 'us.anthropic.claude-opus-5'],
    ['2.1.218', 'us.anthropic.claude-opus-4-8'],
    ['2.1.100', 'us.anthropic.claude-opus-4-6-v1'],
    ['2.2.0', 'us.anthropic.claude-opus-5-5'],
    ['3.0.0-beta.1', 'us.anthropic.claude-opus-5-5'],
    ['not a version', 'us.anthropic.claude-opus-5-5'],
  ])('%s gets as opus %s', (assistantVersion, id) => {
    expect(mustChoose(resolveModel(wishFor('opus', 'us-east-1', { assistantVersion }))).id).toBe(id);
  });

  test('is said when it cost a newer model', () => {
    expect(mustChoose(resolveModel(wishFor('haiku', 'us-east-1', { assistantVersion: '2.1.292' }))).notes).toEqual([
      'Claude Haiku 5.5 needs Claude Code 2.1.293 or newer (this one is 2.1.292), so Claude Haiku 4.5 is used.',
    ]);
  });

  test('bounds a model without a known minimum by the one before it', () => {
    expect(mustRefuse(resolveModel(wishFor('fable-5.2', 'us-east-1', { assistantVersion: '2.1.256' }))).code).toBe('assistant-too-old');
  });
});

test('a date decides: Opus 4.1 is retired from its last day on', () => {
  const at = (day: string) => resolveModel(wishFor('opus-4.1', 'us-east-1', { now: Date.parse(day) })).kind;
  expect([at('2027-01-07T23:59:59Z'), at('2027-01-08T00:00:00Z')]).toEqual(['chosen', 'refused']);
});

test('only exact base IDs count: a profile over another model is not chosen for its name', () => {
  const [opus] = profilesOf('us-east-1').filter(({ id }) => id === 'us.anthropic.claude-opus-5-5');
  const trick = { ...opus!, id: 'us.anthropic.claude-opus-5', modelArns: opus!.modelArns };
  expect(mustRefuse(resolveModel(wishFor('opus-5', 'us-east-1', { account: listOf('us-east-1', [trick]) }))).code).toBe('not-in-region');
});

test('a profile that is not ACTIVE is not chosen', () => {
  const profiles = profilesOf('us-east-1').map((profile) => ({ ...profile, active: !profile.id.startsWith('us.') }));
  const answer = mustChoose(resolveModel(wishFor('opus', 'us-east-1', { account: listOf('us-east-1', profiles) })));
  expect(answer.id).toBe('global.anthropic.claude-opus-5-5');
});

test('a region that the catalog does not know works once the account lists models there', () => {
  const profiles = profilesOf('us-east-1').map((profile) => ({
    ...profile,
    modelArns: profile.modelArns.map((arn) => arn.replace(/us-(east|west)-\d/, 'eu-west-9')),
  }));
  const answer = mustChoose(resolveModel(wishFor('opus', 'eu-west-9', { account: listOf('eu-west-9', profiles) })));
  expect(answer).toMatchObject({ id: 'us.anthropic.claude-opus-5-5', geography: 'in-region', destinations: ['eu-west-9'] });
});
