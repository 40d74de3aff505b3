import type { InferenceProfile, ProfilesByRegion } from './profiles.ts';

const models = [
  ['anthropic.claude-opus-5-5', 'Claude Opus 5.5'],
  ['anthropic.claude-sonnet-5-5', 'Claude Sonnet 5.5'],
  ['anthropic.claude-haiku-5-5', 'Claude Haiku 5.5'],
  ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'Claude Sonnet 4.5'],
  ['anthropic.claude-haiku-4-5-20251001-v1:0', 'Claude Haiku 4.5'],
] as const;

const geographies: Readonly<Record<string, readonly string[]>> = {
  us: ['us-east-1', 'us-east-2', 'us-west-2'],
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
  jp: ['ap-northeast-1', 'ap-northeast-3'],
  au: ['ap-southeast-2', 'ap-southeast-4'],
};

const gov = ['us-gov-west-1', 'us-gov-east-1'];

/** The lists used when no catalog is injected: five models, their home geography and `global.`. */
export const fewProfiles: ProfilesByRegion = (region) => {
  if (gov.includes(region)) return models.map((model) => profileOf('us-gov', model, gov));
  const home = Object.entries(geographies).find(([, regions]) => regions.includes(region));
  const geographic = home === undefined ? [] : models.map((model) => profileOf(home[0], model, home[1]));
  return [...geographic, ...models.map((model) => profileOf('global', model, [region, '']))];
};

function profileOf(prefix: string, model: readonly [id: string, name: string], destinations: readonly string[]): InferenceProfile {
  return { id: `${prefix}.${model[0]}`, name: `${prefix.toUpperCase()} Anthropic ${model[1]}`, modelId: model[0], destinations };
}
