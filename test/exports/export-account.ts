import type { CredentialSource } from '../../src/auth/source.ts';
import type { ExportInput } from '../../src/exports/export-input.ts';
import { exportedModels } from '../../src/exports/exported-model.ts';
import { modelsToExport } from '../../src/exports/which-models.ts';
import { catalog } from '../../src/models/catalog.ts';
import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { chooseModels, type ModelsRequest } from '../../src/models/choose.ts';
import type { AccountModels, FoundationModel, InferenceProfile } from '../../src/models/model-choice.ts';
import type { BedrockDiscovery, Endpoints } from '../../src/settings/settings.ts';
import { applicationProfile, today } from '../models/wish.ts';

function foundation(region: string, id: string, output: string, inferenceTypes: readonly string[]): FoundationModel {
  const arn = `arn:aws:bedrock:${region}::foundation-model/${id}`;
  return { id, arn, name: id, provider: id.split('.')[0] ?? '', input: ['TEXT', 'IMAGE'], output: [output], inferenceTypes, streaming: true, lifecycle: {} };
}

function embedProfile(region: string): InferenceProfile {
  const id = 'global.cohere.embed-v4:0';
  return {
    id,
    arn: `arn:aws:bedrock:${region}:111122223333:inference-profile/${id}`,
    name: 'Global Cohere Embed v4',
    type: 'SYSTEM_DEFINED',
    active: true,
    modelArns: [region, ''].map((where) => `arn:aws:bedrock:${where}::foundation-model/cohere.embed-v4:0`),
  };
}

/** An account with the catalog's profiles, one of its own over Sonnet 5.5, and a few models for embedding and reranking. */
export function accountIn(region: string): AccountModels {
  const geography = profilesOf(region).find(({ id }) => id.endsWith('anthropic.claude-sonnet-5-5'));
  const regions = (geography?.modelArns ?? []).map((arn) => arn.split(':')[3] ?? '');
  return {
    region,
    fetchedAt: today,
    profiles: [...profilesOf(region), embedProfile(region), applicationProfile('team', region, 'anthropic.claude-sonnet-5-5', regions)],
    foundation: [
      foundation(region, 'amazon.titan-embed-text-v2:0', 'EMBEDDING', ['ON_DEMAND']),
      foundation(region, 'cohere.embed-v4:0', 'EMBEDDING', ['INFERENCE_PROFILE']),
      foundation(region, 'amazon.rerank-v1:0', 'TEXT', ['ON_DEMAND']),
      ...catalog.models.filter(({ bareRegions }) => bareRegions.includes(region)).map(({ baseId }) => foundation(region, baseId, 'TEXT', ['ON_DEMAND'])),
    ],
  };
}

export interface Situation extends Partial<Omit<ModelsRequest, 'region'>> {
  readonly region?: string;
  readonly source?: CredentialSource;
  readonly endpoints?: Endpoints;
  readonly discovery?: BedrockDiscovery;
  readonly all?: boolean;
}

export const workProfile: CredentialSource = { kind: 'profile', profile: 'work', via: 'sso-session' };

/** What an export is made of in a situation; undefined where no model can be used. */
export function exportInput(situation: Situation = {}): ExportInput | undefined {
  const { region = 'eu-west-1', source = workProfile, endpoints = {}, discovery = {}, all = false, ...wishes } = situation;
  const common = {
    region,
    geography: undefined,
    residency: 'prefer' as const,
    aliases: {},
    account: accountIn(region),
    assistantVersion: undefined,
    now: today,
  };
  const request = { ...common, main: undefined, small: undefined, ...wishes };
  const chosen = chooseModels(request);
  if (chosen.kind === 'refused') return undefined;
  const models = exportedModels(modelsToExport(chosen, request, all), request, request.smallElsewhere, discovery);
  return { region, geography: request.geography, residency: request.residency, source, endpoints, discovery, chosen, models, account: request.account };
}

/** The same, where a model can be used. */
export function mustExport(situation: Situation = {}): ExportInput {
  const input = exportInput(situation);
  if (input === undefined) throw new Error('no model can be used there');
  return input;
}
