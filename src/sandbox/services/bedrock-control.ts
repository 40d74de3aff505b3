import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply, queryOf } from '../exchange.ts';
import { findSummary, profilesOf, summariesOf } from '../listing.ts';
import { modelArn } from '../profiles.ts';
import { refusalReply } from '../refusal.ts';

/** The Bedrock control plane: what the account could call in this region. */
export function answerBedrock(call: Call): Reply {
  switch (call.route.operation) {
    case 'ListInferenceProfiles':
      return listProfiles(call);
    case 'GetInferenceProfile':
      return getProfile(call);
    case 'ListFoundationModels':
      return jsonReply(200, { modelSummaries: modelIds(call).map((id) => modelSummary(call, id)) });
    case 'GetFoundationModelAvailability':
      return availability(call);
    case 'GetAccountDataRetention':
      return jsonReply(200, { mode: 'default', updatedAt: '2026-10-01T00:00:00Z' });
    default:
      return jsonReply(200, { formData: Buffer.from('{"companyName":"sandbox"}').toString('base64') });
  }
}

function listProfiles(call: Call): Reply {
  const query = queryOf(call.request);
  const type = query.get('type');
  const all = summariesOf(call).filter((one) => type === null || one.type === type);
  const start = Number(query.get('nextToken') ?? 0);
  const asked = Number(query.get('maxResults') ?? 1000);
  if (!Number.isInteger(start) || !(asked >= 1 && asked <= 1000)) {
    return refusalReply('bedrock', { status: 400, name: 'ValidationException', message: 'The pagination token or page size is invalid.' });
  }
  const end = start + Math.min(call.world.knobs.pageSize, asked);
  return jsonReply(200, { inferenceProfileSummaries: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) });
}

function getProfile(call: Call): Reply {
  const found = findSummary(call, call.route.id ?? '');
  if (found !== undefined) return jsonReply(200, found);
  return refusalReply('bedrock', { status: 404, name: 'ResourceNotFoundException', message: 'The specified inference profile was not found.' });
}

function modelIds(call: Call): readonly string[] {
  return [...new Set([...profilesOf(call).map((profile) => profile.modelId), ...call.world.onDemand(call.region ?? '')])];
}

function modelSummary({ world, region = '' }: Call, modelId: string): unknown {
  const onDemand = world.onDemand(region).includes(modelId);
  return {
    modelArn: modelArn(region, region, modelId),
    modelId,
    modelName: modelId.replace(/^anthropic\./, ''),
    providerName: 'Anthropic',
    inputModalities: ['TEXT', 'IMAGE'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    customizationsSupported: [],
    inferenceTypesSupported: onDemand ? ['ON_DEMAND', 'INFERENCE_PROFILE'] : ['INFERENCE_PROFILE'],
    modelLifecycle: { status: 'ACTIVE' },
  };
}

function availability(call: Call): Reply {
  const modelId = call.route.id ?? '';
  const here = modelIds(call).includes(modelId);
  return jsonReply(200, {
    modelId,
    agreementAvailability: { status: 'AVAILABLE' },
    authorizationStatus: 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    regionAvailability: here ? 'AVAILABLE' : 'NOT_AVAILABLE',
  });
}
