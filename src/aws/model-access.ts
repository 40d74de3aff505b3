import type { GetFoundationModelAvailabilityResponse } from '@aws-sdk/client-bedrock';
import type { ModelAccess } from '../models/model-access.ts';
import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/**
 * A function that asks what an account may do with one model, by its bare ID (GetFoundationModelAvailability; an inference profile's ID is refused).
 * All its calls share one client. It throws what the SDK throws.
 */
export async function availabilityQuestion(auth: BedrockAuth, context: AwsContext): Promise<(baseId: string) => Promise<ModelAccess>> {
  const { bedrock, client } = await openBedrock(auth, context);
  return async (modelId) => accessOf(await client.send(new bedrock.GetFoundationModelAvailabilityCommand({ modelId })));
}

/** A word that AWS adds one day is `unknown` until lode learns it. */
function accessOf(answer: Partial<GetFoundationModelAvailabilityResponse>): ModelAccess {
  const { status, errorMessage } = answer.agreementAvailability ?? {};
  return {
    agreement: meaning(status, { AVAILABLE: 'available', PENDING: 'pending', NOT_AVAILABLE: 'not-available', ERROR: 'error' }),
    authorization: meaning(answer.authorizationStatus, { AUTHORIZED: 'authorized', NOT_AUTHORIZED: 'not-authorized' }),
    entitlement: meaning(answer.entitlementAvailability, { AVAILABLE: 'available', NOT_AVAILABLE: 'not-available' }),
    region: meaning(answer.regionAvailability, { AVAILABLE: 'available', NOT_AVAILABLE: 'not-available' }),
    ...(errorMessage ? { detail: errorMessage } : {}),
  };
}

function meaning<T extends string>(word: string | undefined, meanings: Readonly<Record<string, T>>): T | 'unknown' {
  return word !== undefined && Object.hasOwn(meanings, word) ? (meanings[word] ?? 'unknown') : 'unknown';
}
