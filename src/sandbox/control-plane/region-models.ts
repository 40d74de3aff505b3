import { regionFacts } from '../../models/catalog.ts';
import type { Call } from '../call.ts';
import { regionOf } from '../call.ts';
import { profilesOf } from '../listing.ts';
import { modelArn, partitionOf } from '../profiles.ts';
import { claudeModel } from './claude-models.ts';
import type { FoundationModelRow, FoundationModelWords } from './foundation-model.ts';
import { otherModels } from './other-models.ts';

/** Every foundation model that the call's region lists. */
export function modelsOf(call: Call): readonly FoundationModelRow[] {
  const region = regionOf(call);
  const words = call.world.knobs.foundationModels[region] ?? [...claudeModels(call), ...(isCommercial(region) ? otherModels : [])];
  return words.map((one) => rowOf(one, region));
}

/** The listed model with this ID or in-region ARN. */
export function findModel(call: Call, idOrArn: string): FoundationModelRow | undefined {
  return modelsOf(call).find((one) => one.modelId === idOrArn || one.modelArn === idOrArn);
}

function claudeModels(call: Call): readonly FoundationModelWords[] {
  const byProfile = new Set(profilesOf(call).map((profile) => profile.modelId));
  const onDemand = new Set(call.world.onDemand(regionOf(call)));
  return [...new Set([...byProfile, ...onDemand])].flatMap((id) => claudeModel(id, { byProfile: byProfile.has(id), onDemand: onDemand.has(id) }) ?? []);
}

function isCommercial(region: string): boolean {
  const facts = regionFacts(region);
  return facts === undefined ? partitionOf(region) === 'aws' : facts.partition === 'aws' && facts.bedrock;
}

function rowOf(words: FoundationModelWords, region: string): FoundationModelRow {
  const [provider = '', name = words.modelId] = words.modelId.split('.');
  return {
    modelArn: modelArn(region, region, words.modelId),
    modelName: name,
    providerName: provider,
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: false,
    customizationsSupported: [],
    inferenceTypesSupported: ['ON_DEMAND'],
    modelLifecycle: { status: 'ACTIVE' },
    ...words,
  };
}
