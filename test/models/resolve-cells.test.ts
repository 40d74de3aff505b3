import { describe, expect, test } from 'vitest';
import type { ModelWish } from '../../src/models/model-choice.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { wishFor } from './wish.ts';

/** `id`, `id +widened`, or the code of the refusal. */
function cell(wanted: string, region: string, changes: Partial<ModelWish> = {}): string {
  const answer = resolveModel(wishFor(wanted, region, changes));
  if (answer.kind === 'refused') return answer.code;
  return answer.notes.some((note) => note.startsWith('Widened')) ? `${answer.id} +widened` : answer.id;
}

const offline = { account: undefined };
const strict = { residency: 'strict' } as const;

describe('the hard cells, with the account list', () => {
  test.each([
    ['Virginia: opus is the newest Opus', 'opus', 'us-east-1', {}, 'us.anthropic.claude-opus-5-5'],
    ['Virginia: global on request, without a line', 'opus', 'us-east-1', { geography: 'global' }, 'global.anthropic.claude-opus-5-5'],
    ['Virginia: Opus 4.1 is Legacy but there', 'opus-4.1', 'us-east-1', {}, 'us.anthropic.claude-opus-4-1-20250805-v1:0'],
    ['N. California: Opus 4.1 has no profile', 'opus-4.1', 'us-west-1', {}, 'not-in-region'],
    ['Virginia: best is Fable', 'best', 'us-east-1', {}, 'us.anthropic.claude-fable-5-2'],
    ['Dublin: best stays in eu, so it is Opus', 'best', 'eu-west-1', {}, 'eu.anthropic.claude-opus-5-5'],
    ['Dublin: fable has to leave', 'fable', 'eu-west-1', {}, 'global.anthropic.claude-fable-5-2 +widened'],
    ['Dublin: fable may not leave', 'fable', 'eu-west-1', strict, 'residency'],
    ['Dublin: Sonnet 4 is gone', 'sonnet-4', 'eu-west-1', {}, 'retired'],
    ['Montreal: Claude has no Canadian profile', 'sonnet-4.5', 'ca-central-1', {}, 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['Calgary: the 4.5 generation is global only', 'sonnet-4.5', 'ca-west-1', {}, 'global.anthropic.claude-sonnet-4-5-20250929-v1:0 +widened'],
    ['Calgary: the 4.5 generation, strictly', 'haiku-4.5', 'ca-west-1', strict, 'residency'],
    ['Calgary: Opus 4.5 likewise', 'opus-4.5', 'ca-west-1', strict, 'residency'],
    ['Calgary: Sonnet 4.6 is in us', 'sonnet-4.6', 'ca-west-1', strict, 'us.anthropic.claude-sonnet-4-6'],
    ['Zurich: eu, strictly', 'opus', 'eu-central-2', strict, 'eu.anthropic.claude-opus-5-5'],
    ['London: the eu profile comes before the in-region ID', 'opus', 'eu-west-2', strict, 'eu.anthropic.claude-opus-5-5'],
    ['London: the bare ID can be named', 'anthropic.claude-opus-5-5', 'eu-west-2', strict, 'anthropic.claude-opus-5-5'],
    ['London: no bare ID that the catalog has not', 'anthropic.claude-opus-4-8', 'eu-west-2', {}, 'not-listed'],
    ['Frankfurt: no bare ID at all', 'anthropic.claude-opus-5-5', 'eu-central-1', {}, 'not-listed'],
    ['Tokyo: jp, never apac', 'haiku-4.5', 'ap-northeast-1', {}, 'jp.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['Osaka: jp as well', 'sonnet', 'ap-northeast-3', strict, 'jp.anthropic.claude-sonnet-5'],
    ['Osaka: Opus 4.6 has no jp profile', 'opus-4.6', 'ap-northeast-3', strict, 'residency'],
    ['Osaka: Sonnet 5.5 is disputed, so global', 'sonnet-5.5', 'ap-northeast-3', {}, 'global.anthropic.claude-sonnet-5-5 +widened'],
    ['Seoul: only global', 'opus', 'ap-northeast-2', {}, 'global.anthropic.claude-opus-5-5 +widened'],
    ['Seoul: strictly nothing', 'opus', 'ap-northeast-2', strict, 'residency'],
    ['Seoul: strictly, but global was chosen', 'opus', 'ap-northeast-2', { ...strict, geography: 'global' }, 'global.anthropic.claude-opus-5-5'],
    ['Mumbai: an older Opus inside in beats a newer one outside', 'opus', 'ap-south-1', {}, 'in.anthropic.claude-opus-5'],
    ['Hyderabad: Haiku 4.5 is in', 'haiku', 'ap-south-2', strict, 'in.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['Hyderabad: Opus 5.5 by name has to leave', 'opus-5.5', 'ap-south-2', {}, 'global.anthropic.claude-opus-5-5 +widened'],
    ['Hyderabad: Opus 5.5 may not leave', 'opus-5.5', 'ap-south-2', strict, 'residency'],
    ['Singapore: only global', 'sonnet', 'ap-southeast-1', {}, 'global.anthropic.claude-sonnet-5-5 +widened'],
    ['Melbourne: au', 'opus', 'ap-southeast-4', strict, 'au.anthropic.claude-opus-5-5'],
    ['Auckland: au for Sonnet 4.5', 'sonnet', 'ap-southeast-6', strict, 'au.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['Auckland: no Opus inside au', 'opus', 'ap-southeast-6', strict, 'residency'],
    ['Auckland: Opus is global', 'opus', 'ap-southeast-6', {}, 'global.anthropic.claude-opus-5-5 +widened'],
    ['Tel Aviv: only global', 'haiku', 'il-central-1', {}, 'global.anthropic.claude-haiku-5-5 +widened'],
    ['São Paulo: only global', 'sonnet-4.5', 'sa-east-1', { geography: 'global' }, 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['GovCloud West', 'opus', 'us-gov-west-1', strict, 'us-gov.anthropic.claude-opus-5-5'],
    ['GovCloud East: global means GovCloud there', 'sonnet-4.5', 'us-gov-east-1', { geography: 'global' }, 'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['GovCloud: no Opus 4.7', 'opus-4.7', 'us-gov-west-1', {}, 'not-in-region'],
    ['GovCloud wanted from Virginia', 'opus', 'us-east-1', { geography: 'us-gov' }, 'residency'],
    ['us wanted from Dublin, strictly', 'opus', 'eu-west-1', { ...strict, geography: 'us' }, 'residency'],
    ['us wanted from Dublin: the own geography is the smaller step', 'opus', 'eu-west-1', { geography: 'us' }, 'eu.anthropic.claude-opus-5-5 +widened'],
    ['Hong Kong', 'opus', 'ap-east-1', {}, 'region-without-bedrock'],
    ['Beijing', 'opus', 'cn-north-1', {}, 'region-without-bedrock'],
    ['the European Sovereign Cloud', 'opus', 'eusc-de-east-1', {}, 'not-in-region'],
  ] as const)('%s', (_, wanted, region, changes, expected) => {
    expect(cell(wanted, region, changes)).toBe(expected);
  });
});

describe('the hard cells, offline', () => {
  test.each([
    ['Tokyo: a confirmed Sonnet before a probable one', 'sonnet', 'ap-northeast-1', {}, 'jp.anthropic.claude-sonnet-4-6'],
    ['Tokyo: a probable one by name', 'sonnet-5', 'ap-northeast-1', {}, 'jp.anthropic.claude-sonnet-5'],
    ['Tokyo: a disputed one only if it must be', 'sonnet-5.5', 'ap-northeast-1', strict, 'jp.anthropic.claude-sonnet-5-5'],
    ['Tokyo: and not if global will do', 'sonnet-5.5', 'ap-northeast-1', {}, 'global.anthropic.claude-sonnet-5-5 +widened'],
    ['Sydney: likewise', 'sonnet', 'ap-southeast-2', {}, 'au.anthropic.claude-sonnet-5'],
    ['GovCloud: the only Haiku has a single source', 'haiku', 'us-gov-west-1', {}, 'us-gov.anthropic.claude-haiku-5-5'],
    ['Virginia: us', 'opus', 'us-east-1', strict, 'us.anthropic.claude-opus-5-5'],
    ['Calgary: global only', 'haiku-4.5', 'ca-west-1', {}, 'global.anthropic.claude-haiku-4-5-20251001-v1:0 +widened'],
  ] as const)('%s', (_, wanted, region, changes, expected) => {
    expect(cell(wanted, region, { ...offline, ...changes })).toBe(expected);
  });
});
