import { randomBytes } from 'node:crypto';
import { modelByBaseId } from '../../models/catalog.ts';
import type { Call } from '../call.ts';
import { accountOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply, queryOf } from '../exchange.ts';
import { catalogued, refusalReply } from '../refusal.ts';
import { accessOf, agreementKey, isKnown } from './model-access.ts';
import { breaksRule, conflicting, invalid, missing } from './refusals.ts';
import { formIsSent } from './use-case-form.ts';

/** ListFoundationModelAgreementOffers: each question hands out a token of its own, good for one agreement. */
export function listOffers(call: Call): Reply {
  const modelId = call.route.id ?? '';
  const type = queryOf(call.request).get('offerType') ?? 'ALL';
  if (type !== 'ALL' && type !== 'PUBLIC') return breaksRule('offerType', type, 'satisfy enum value set: [ALL, PUBLIC]');
  if (!isKnown(call, modelId)) return notFound(modelId);
  if (!isSold(modelId)) return missing(`No agreement offers were found for the model ${modelId}.`);
  const offerToken = `sandbox-offer-${randomBytes(24).toString('base64url')}`;
  call.world.account.offers.set(offerToken, { account: accountOf(call), modelId });
  const offerId = `offer-sandbox-${modelId.replace(/[^a-z0-9]/g, '')}`;
  return jsonReply(200, { modelId, offers: [{ offerId, offerToken, termDetails: termsOf(modelId) }] });
}

/** CreateFoundationModelAgreement; how long it stays pending is a knob. */
export function createAgreement(call: Call): Reply {
  const { offerToken, modelId } = jsonBody(call.request);
  if (typeof modelId !== 'string' || typeof offerToken !== 'string')
    return breaksRule(typeof modelId === 'string' ? 'offerToken' : 'modelId', null, 'not be null');
  if (!isKnown(call, modelId)) return notFound(modelId);
  if (modelId.startsWith('anthropic.') && !formIsSent(call)) return refusalReply('bedrock', catalogued('form', 'bedrock'));
  const { offers, agreements } = call.world.account;
  const offer = offers.get(offerToken);
  if (offer?.modelId !== modelId || offer.account !== accountOf(call)) return invalid('The offer token is invalid or has expired.');
  const { agreement } = accessOf(call, modelId);
  if (agreement === 'AVAILABLE' || agreement === 'PENDING') return conflicting(`An agreement for the model ${modelId} already exists.`);
  offers.delete(offerToken);
  agreements.set(agreementKey(call, modelId), { kind: 'made', pending: call.world.knobs.pendingAgreements });
  return jsonReply(202, { modelId });
}

/** DeleteFoundationModelAgreement. */
export function deleteAgreement(call: Call): Reply {
  const { modelId } = jsonBody(call.request);
  if (typeof modelId !== 'string') return breaksRule('modelId', modelId, 'not be null');
  if (!isKnown(call, modelId)) return notFound(modelId);
  const { agreement } = accessOf(call, modelId);
  if (agreement === 'PENDING') return conflicting(`The agreement for the model ${modelId} is being created.`);
  if (agreement !== 'AVAILABLE') return missing(`There is no agreement for the model ${modelId}.`);
  call.world.account.agreements.set(agreementKey(call, modelId), { kind: 'ended' });
  return jsonReply(202, {});
}

const notFound = (modelId: string): Reply => missing(`Could not resolve the foundation model from the provided model identifier: ${modelId}`);

/** The others have no product on AWS Marketplace and need no agreement (Amazon Bedrock user guide, model access). */
const isSold = (modelId: string): boolean => !/^(amazon|deepseek|meta|mistral|openai|qwen)\./.test(modelId);

function termsOf(modelId: string): unknown {
  const price = modelByBaseId(modelId)?.pricing.global;
  const rate = (dimension: string, dollars: number, description: string) => ({ dimension, price: String(dollars), description, unit: 'MillionTokens' });
  const rates = [
    rate('InputTokenCount', price?.input ?? 0.1, 'Million Input Tokens'),
    rate('OutputTokenCount', price?.output ?? 0.1, 'Million Response Tokens'),
  ];
  return {
    usageBasedPricingTerm: { rateCard: rates },
    legalTerm: { url: 'https://aws.amazon.com/legal/bedrock/third-party-models/' },
    supportTerm: { refundPolicyDescription: 'Refunds are not available for this product.' },
    validityTerm: { agreementDuration: 'P36500D' },
  };
}
