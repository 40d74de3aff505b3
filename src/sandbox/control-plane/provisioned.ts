import type { Call } from '../call.ts';
import { accountOf, regionOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';
import type { ProvisionedModel } from '../knobs.ts';
import { modelArn, provisionedArn } from '../profiles.ts';
import { missing } from './refusals.ts';

const bought = '2026-10-01T00:00:00Z';

/** The provisioned model with this ARN, name or ID. */
export function findProvisioned(call: Call, word: string): ProvisionedModel | undefined {
  return call.world.knobs.provisioned.find((one) => [arnOf(call, one), one.name, one.id].includes(word));
}

/** GetProvisionedModelThroughput. */
export function getProvisioned(call: Call): Reply {
  const found = findProvisioned(call, call.route.id ?? '');
  if (found === undefined) return missing('The specified provisioned model was not found.');
  const arn = modelArn(regionOf(call), regionOf(call), found.modelId);
  return jsonReply(200, {
    modelUnits: 1,
    desiredModelUnits: 1,
    provisionedModelName: found.name,
    provisionedModelArn: arnOf(call, found),
    modelArn: arn,
    desiredModelArn: arn,
    foundationModelArn: arn,
    status: found.status,
    creationTime: bought,
    lastModifiedTime: bought,
    ...(found.status === 'Failed' ? { failureMessage: 'There was no capacity for this model.' } : {}),
  });
}

const arnOf = (call: Call, { id }: ProvisionedModel): string => provisionedArn(regionOf(call), accountOf(call), id);
