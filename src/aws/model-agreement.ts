import type { Offer } from '@aws-sdk/client-bedrock';
import type { AgreementOffer } from '../models/agreement-offer.ts';
import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/** The offers for a model, by its base ID, each with a token that soon expires (ListFoundationModelAgreementOffers). Throws what the SDK throws. */
export async function listAgreementOffers(auth: BedrockAuth, context: AwsContext, modelId: string): Promise<readonly AgreementOffer[]> {
  const { bedrock, client } = await openBedrock(auth, context);
  const { offers } = await client.send(new bedrock.ListFoundationModelAgreementOffersCommand({ modelId, offerType: 'ALL' }));
  return (offers ?? []).map(offerOf);
}

/** Accepts an offer by its token (CreateFoundationModelAgreement); the agreement is made after the answer. Throws what the SDK throws. */
export async function createAgreement(auth: BedrockAuth, context: AwsContext, modelId: string, offerToken: string): Promise<void> {
  const { bedrock, client } = await openBedrock(auth, context);
  await client.send(new bedrock.CreateFoundationModelAgreementCommand({ modelId, offerToken }));
}

function offerOf({ offerId, offerToken, termDetails }: Partial<Offer>): AgreementOffer {
  const { usageBasedPricingTerm, legalTerm, supportTerm, validityTerm } = termDetails ?? {};
  return {
    id: offerId ?? '',
    token: offerToken ?? '',
    rates: (usageBasedPricingTerm?.rateCard ?? []).map(({ dimension, price, unit, description }) => ({
      what: description ?? dimension ?? '',
      price: price ?? '',
      unit: unit ?? '',
    })),
    legal: legalTerm?.url,
    refund: supportTerm?.refundPolicyDescription,
    lasts: validityTerm?.agreementDuration,
  };
}
