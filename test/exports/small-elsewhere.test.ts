import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { exportFor } from '../../src/exports/export-for.ts';
import type { ConsumerName } from '../../src/exports/consumer-names.ts';
import { accountIn, mustExport, type Situation } from './export-account.ts';

/** Work in Paris, and the small model in Stockholm, under the same ID as Paris's own Haiku. */
const north: Situation = { region: 'eu-west-3', smallElsewhere: { region: 'eu-north-1', account: accountIn('eu-north-1') } };
/** Work in Hyderabad, and a small model of another geography. */
const wide: Situation = {
  region: 'ap-south-1',
  smallElsewhere: { region: 'us-east-1', account: accountIn('us-east-1') },
  small: 'us.anthropic.claude-haiku-5-5',
};
const main = 'in.anthropic.claude-opus-5';
const small = 'us.anthropic.claude-haiku-5-5';

const textFor = (consumer: ConsumerName, situation: Situation) => exportFor(consumer, mustExport(situation), undefined);
const read = (consumer: ConsumerName, situation: Situation) => JSON.parse(textFor(consumer, situation).text);

interface LitellmRow {
  readonly model_name: string;
  readonly litellm_params: { readonly model: string; readonly aws_region_name: string };
}

describe('a small model that is called in another region', () => {
  test('is called there by LiteLLM, beside the same model of the main region', () => {
    const document = parse(textFor('litellm', north).text) as { model_list: LitellmRow[]; router_settings: { model_group_alias: Record<string, string> } };
    const haikus = document.model_list.filter(({ litellm_params: { model } }) => model === 'bedrock/converse/eu.anthropic.claude-haiku-5-5');
    expect(haikus.map(({ model_name, litellm_params }) => [model_name, litellm_params.aws_region_name])).toEqual([
      ['claude-haiku-5-5-eu-west-3', 'eu-west-3'],
      ['claude-haiku-5-5-eu-north-1', 'eu-north-1'],
    ]);
    expect(document.router_settings.model_group_alias['haiku']).toBe('claude-haiku-5-5-eu-west-3');
  });

  test('stands in LiteLLM by the ARN of its own region, where it needs one', () => {
    const india: Situation = { region: 'ap-southeast-2', small: 'in.anthropic.claude-haiku-4-5-20251001-v1:0', residency: 'prefer' };
    const { text } = textFor('litellm', { ...india, smallElsewhere: { region: 'ap-south-1', account: accountIn('ap-south-1') } });
    expect(text).toContain('arn:aws:bedrock:ap-south-1:111122223333:inference-profile/in.anthropic.claude-haiku-4-5-20251001-v1:0');
  });

  test('is called there by Dify, under a name of its own', () => {
    const models = read('dify', { ...wide }).custom_models as { model: string; credentials: { inference_profile_id: string; aws_region: string } }[];
    const regions = models.map(({ credentials }) => [credentials.inference_profile_id, credentials.aws_region]);
    expect(regions).toContainEqual([small, 'us-east-1']);
    expect(regions).toContainEqual([main, 'ap-south-1']);
    expect(new Set(models.map(({ model }) => model)).size).toBe(models.length);
  });

  test('is left out of Dify where its form has no such region', () => {
    const { text, notes } = textFor('dify', north);
    expect(text).not.toContain('eu-north-1');
    expect(notes).toContain("eu.anthropic.claude-haiku-5-5 in eu-north-1 is left out: Dify's form (plugin 0.0.80) has no such region.");
  });

  test('gives way to the main model in opencode, which has one region, as in a launch', () => {
    const document = read('opencode', wide);
    expect([document.model, document.small_model]).toEqual([`amazon-bedrock/${main}`, `amazon-bedrock/${main}`]);
    expect(JSON.stringify(document)).not.toContain(small);
    expect(textFor('opencode', wide).notes).toContain(
      `opencode calls all models in one region, so ${main} does the work of ${small} in us-east-1 too (smallFastModelRegion).`,
    );
  });

  test.each(['openclaw', 'moltbot'] as const)('is left out of the export for %s, with a line', (consumer) => {
    const { text, notes } = textFor(consumer, wide);
    expect(text).not.toContain(small);
    expect(notes).toContain(`${small} in us-east-1 is left out: all models there are called in one region, ap-south-1 (smallFastModelRegion).`);
  });

  test('is called there by Claude Code, as in a launch', () => {
    expect(read('claude', wide).env).toMatchObject({
      AWS_REGION: 'ap-south-1',
      ANTHROPIC_SMALL_FAST_MODEL: small,
      ANTHROPIC_DEFAULT_HAIKU_MODEL: small,
      ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION: 'us-east-1',
    });
    expect(read('claude', {}).env).not.toHaveProperty('ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION');
  });
});
