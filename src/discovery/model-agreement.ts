import type { AwsContext } from '../aws/aws-context.ts';
import { awsFailureOf } from '../aws/aws-failure.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { fail } from '../errors.ts';
import { hasSameTerms, type AgreementOffer } from '../models/agreement-offer.ts';
import type { ModelAccess } from '../models/model-access.ts';
import type { System } from '../system/system.ts';
import { failRefused } from './bedrock-refusal.ts';

/** The model an agreement is about, and how AWS is asked. */
export interface AgreementAsk {
  readonly auth: BedrockAuth;
  readonly context: AwsContext;
  readonly baseId: string;
  /** For the middle of a sentence: model, account and region. */
  readonly where: string;
  /** What the user called it. */
  readonly name: string;
}

/** The provider's offers for a model; none for what is not sold. Throws LodeError. */
export async function askOffers({ auth, context, baseId, where }: AgreementAsk): Promise<readonly AgreementOffer[]> {
  const { listAgreementOffers } = await import('../aws/model-agreement.ts');
  try {
    return await listAgreementOffers(auth, context, baseId);
  } catch (error) {
    // What AWS itself makes, or gives away, has no offers.
    if (awsFailureOf(error).name === 'ResourceNotFoundException') return [];
    return failRefused(error, {
      code: 'access.offers',
      could: `The terms of ${where} could not be had`,
      needs: ['bedrock:ListFoundationModelAgreementOffers', 'aws-marketplace:ViewSubscriptions'],
    });
  }
}

/**
 * Accepts the terms that were shown. A token soon expires and a person reads slowly, so they are asked for once more; other terms are not accepted.
 * Throws LodeError.
 */
export async function acceptOffer(ask: AgreementAsk, shown: AgreementOffer): Promise<void> {
  const fresh = (await askOffers(ask)).find((offer) => hasSameTerms(offer, shown));
  if (fresh === undefined) return failChanged(ask);
  const { createAgreement } = await import('../aws/model-agreement.ts');
  try {
    await createAgreement(ask.auth, ask.context, ask.baseId, fresh.token);
  } catch (error) {
    // Somebody else was first, or the first answer was lost.
    if (awsFailureOf(error).name === 'ConflictException') return;
    failRefused(error, {
      code: 'access.accept',
      could: `The agreement for ${ask.where} could not be made`,
      needs: ['bedrock:CreateFoundationModelAgreement', 'aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions'],
      look: `See what is shut: lode models access ${ask.name}`,
    });
  }
}

/** An agreement is there after some two minutes (anthropics/claude-code issue 51183). */
const patienceMs = 180_000;
const betweenMs = 5000;

/** Asks until an agreement is there or has failed, for three minutes at most; gives the last answer. */
export async function waitForAgreement(system: System, ask: () => Promise<ModelAccess | undefined>): Promise<ModelAccess | undefined> {
  const until = system.elapsed() + patienceMs;
  for (;;) {
    const access = await ask();
    if (access?.agreement === 'available' || access?.agreement === 'error') return access;
    if (system.elapsed() + betweenMs > until) return access;
    await system.pause(betweenMs);
  }
}

function failChanged({ where, name }: AgreementAsk): never {
  return fail({
    code: 'access.terms-changed',
    exit: 'user',
    message: `Nothing was accepted: the terms of ${where} changed while they were read.`,
    hints: [`Read them again: lode models access --accept ${name}`],
  });
}
