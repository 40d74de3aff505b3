import type { Call } from '../call.ts';
import { accountOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';
import type { ModelAccess } from '../knobs.ts';
import type { Refusal } from '../refusal.ts';
import { catalogued } from '../refusal.ts';
import { modelByBaseId } from '../../models/catalog.ts';
import type { Agreement } from '../account-state.ts';
import { missing } from './refusals.ts';
import { findModel } from './region-models.ts';
import { formIsSent } from './use-case-form.ts';

const allGood: ModelAccess = { agreement: 'AVAILABLE', authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE' };

/** Where the account stands with a model: its knob, then what became of its agreement since, then the form. */
export function accessOf(call: Call, modelId: string): ModelAccess {
  const set = { ...allGood, ...call.world.knobs.availability[modelId] };
  if (modelId.startsWith('anthropic.') && !formIsSent(call)) return { ...set, agreement: 'NOT_AVAILABLE' };
  const agreement = agreementOf(call, modelId);
  return agreement === undefined ? set : { ...withoutError(set), agreement: statusOf(agreement) };
}

/** Why the runtime lets nobody of this account call a model yet, in the catalogue's words. */
export function accessRefusal(call: Call, modelId: string): Refusal | undefined {
  if (modelId.startsWith('anthropic.') && !formIsSent(call)) return catalogued('form', 'bedrock-runtime');
  const { agreement, authorization, entitlement, region } = accessOf(call, modelId);
  if (agreement === 'PENDING') return catalogued('agreement-pending', 'bedrock-runtime');
  const good = agreement === 'AVAILABLE' && authorization === 'AUTHORIZED' && entitlement === 'AVAILABLE' && region === 'AVAILABLE';
  return good ? undefined : catalogued('no-access', 'bedrock-runtime');
}

/** GetFoundationModelAvailability; asking brings an agreement that is being made one question nearer to its end. */
export function getAvailability(call: Call): Reply {
  const modelId = call.route.id ?? '';
  if (!isKnown(call, modelId)) return missing(`Could not resolve the foundation model from the provided model identifier: ${modelId}`);
  const { agreement, authorization, entitlement, region, errorMessage } = accessOf(call, modelId);
  const made = agreementOf(call, modelId);
  if (made?.kind === 'made' && made.pending > 0) made.pending -= 1;
  return jsonReply(200, {
    modelId,
    agreementAvailability: { status: agreement, ...(errorMessage === undefined ? {} : { errorMessage }) },
    authorizationStatus: authorization,
    entitlementAvailability: entitlement,
    regionAvailability: isHere(call, modelId) ? region : 'NOT_AVAILABLE',
  });
}

/** Under which the account's agreement for a model is kept. */
export const agreementKey = (call: Call, modelId: string): string => `${accountOf(call)} ${modelId}`;

const agreementOf = (call: Call, modelId: string): Agreement | undefined => call.world.account.agreements.get(agreementKey(call, modelId));

function statusOf(agreement: Agreement): ModelAccess['agreement'] {
  if (agreement.kind === 'ended') return 'NOT_AVAILABLE';
  return agreement.pending > 0 ? 'PENDING' : 'AVAILABLE';
}

function withoutError({ errorMessage: _told, ...rest }: ModelAccess): ModelAccess {
  return rest;
}

const isHere = (call: Call, modelId: string): boolean => findModel(call, modelId)?.modelId === modelId || Object.hasOwn(call.world.knobs.availability, modelId);

/** AWS answers for models of other regions too; it has forgotten those that are retired. */
export function isKnown(call: Call, modelId: string): boolean {
  const elsewhere = modelByBaseId(modelId);
  return isHere(call, modelId) || (elsewhere !== undefined && elsewhere.status !== 'retired');
}
