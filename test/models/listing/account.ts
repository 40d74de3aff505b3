import type { AccountModels, FoundationModel, InferenceProfile } from '../../../src/models/model-choice.ts';
import { foundationModel, listOf, today } from '../wish.ts';

const region = 'eu-west-1';
const onDemand = ['ON_DEMAND'];

/** A model of another maker, called on demand in the region. */
export function otherModel(id: string, provider: string, output: readonly string[], changes: Partial<FoundationModel> = {}): FoundationModel {
  return { ...foundationModel(id, region, onDemand), name: id, provider, output, ...changes };
}

const nova = 'amazon.nova-pro-v1:0';

/** A geography's profile over a model that the catalog does not know. */
export const novaProfile: InferenceProfile = {
  id: `eu.${nova}`,
  arn: `arn:aws:bedrock:${region}:111122223333:inference-profile/eu.${nova}`,
  name: 'EU Nova Pro',
  type: 'SYSTEM_DEFINED',
  active: true,
  modelArns: ['eu-central-1', region].map((destination) => `arn:aws:bedrock:${destination}::foundation-model/${nova}`),
};

/** What a well-equipped account lists in Ireland: the catalog's Claude, and one of each other kind. */
export function irishAccount(changes: Partial<AccountModels> = {}, more: readonly InferenceProfile[] = []): AccountModels {
  const claude = listOf(region);
  const foundation = [
    ...(claude.foundation ?? []),
    otherModel(nova, 'Amazon', ['TEXT'], { name: 'Nova Pro' }),
    otherModel('amazon.nova-canvas-v1:0', 'Amazon', ['IMAGE'], { name: 'Nova Canvas' }),
    otherModel('cohere.embed-v4:0', 'Cohere', ['EMBEDDING'], { name: 'Embed v4' }),
    otherModel('cohere.rerank-v3-5:0', 'Cohere', ['TEXT'], { name: 'Rerank 3.5' }),
    otherModel('meta.llama3-1-8b-instruct-v1:0', 'Meta', ['TEXT'], {
      name: 'Llama 3.1 8B Instruct',
      lifecycle: { status: 'LEGACY', legacy: Date.parse('2026-07-07T00:00:00Z'), endOfLife: Date.parse('2027-01-07T00:00:00Z') },
    }),
    otherModel('amazon.titan-text-v1', 'Amazon', ['TEXT'], { name: 'Titan', inferenceTypes: ['PROVISIONED'] }),
  ];
  return { region, profiles: [...claude.profiles, novaProfile, ...more], foundation, fetchedAt: today, ...changes };
}
