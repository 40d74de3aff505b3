import type { Call } from './call.ts';
import { findProvisioned } from './control-plane/provisioned.ts';
import { accessRefusal } from './control-plane/model-access.ts';
import { findModel } from './control-plane/region-models.ts';
import { findSummary, profilesOf } from './listing.ts';
import { modelArn } from './profiles.ts';
import type { Refusal } from './refusal.ts';
import { catalogued } from './refusal.ts';

/**
 * Why the runtime refuses an ID or ARN: only what this region lists may be called, a model that needs a profile not by its bare ID, and none
 * that the account has no access to.
 */
export function modelRefusal(call: Call, idOrArn: string): Refusal | undefined {
  const target = targetOf(call, idOrArn);
  return 'refusal' in target ? catalogued(target.refusal, 'bedrock-runtime', { model: idOrArn }) : accessRefusal(call, target.modelId);
}

type Target = { readonly modelId: string } | { readonly refusal: 'bad-id' | 'on-demand' | 'not-ready' };

function targetOf(call: Call, idOrArn: string): Target {
  const profile = findSummary(call, idOrArn);
  if (profile !== undefined) return { modelId: profile.models[0]?.modelArn.split('/')[1] ?? idOrArn };
  return provisionedTarget(call, idOrArn) ?? modelTarget(call, idOrArn);
}

/** A provisioned model is called by its ARN, once it is in service. */
function provisionedTarget(call: Call, arn: string): Target | undefined {
  const found = arn.startsWith('arn:') ? findProvisioned(call, arn) : undefined;
  if (found === undefined) return undefined;
  if (found.status === 'InService') return { modelId: found.modelId };
  return { refusal: found.status === 'Failed' ? 'bad-id' : 'not-ready' };
}

function modelTarget(call: Call, idOrArn: string): Target {
  const { region = '' } = call;
  const row = findModel(call, idOrArn);
  if (row?.inferenceTypesSupported.includes('ON_DEMAND') === true) return { modelId: row.modelId };
  const behind = profilesOf(call).find(({ modelId }) => [modelId, modelArn(region, region, modelId)].includes(idOrArn));
  const modelId = row?.modelId ?? behind?.modelId;
  if (modelId === undefined) return { refusal: 'bad-id' };
  return call.route.operation === 'CountTokens' ? { modelId } : { refusal: 'on-demand' };
}
