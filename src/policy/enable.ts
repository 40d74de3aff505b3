import type { CalledModel } from './called-model.ts';
import { marketplaceProducts } from './marketplace-products.ts';
import { wildcardFits } from './wildcard.ts';
import { allow, type Statement } from './statement.ts';

/** The base IDs of these models; may hold wildcards. */
export function baseIdsOf(models: readonly CalledModel[]): readonly string[] {
  const all = models.flatMap(({ resource, id, behind }) => (resource === 'foundation-model' ? [id] : (behind ?? []).map((model) => model.id)));
  return [...new Set(all)];
}

/**
 * What opens models to an account, once: Anthropic's form, the agreement, and the Marketplace subscription behind it, held to the products of these
 * models where all of them are published (Amazon Bedrock user guide: access foundation models). Fable is opened only where data is kept for review; the
 * mode that shares it with nobody but AWS is the one allowed.
 */
export function enableStatements(models: readonly CalledModel[]): readonly Statement[] {
  const { ids, complete } = productsOf(models);
  const only = complete ? { 'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': ids } } : undefined;
  return [
    ...allow(
      'OpenModels',
      [
        'bedrock:GetUseCaseForModelAccess',
        'bedrock:PutUseCaseForModelAccess',
        'bedrock:GetFoundationModelAvailability',
        'bedrock:ListFoundationModelAgreementOffers',
        'bedrock:CreateFoundationModelAgreement',
      ],
      ['*'],
    ),
    ...allow('Subscribe', ['aws-marketplace:Subscribe'], ['*'], only),
    ...allow('SeeSubscriptions', ['aws-marketplace:ViewSubscriptions'], ['*']),
    ...allow('KeepDataForReview', ['bedrock:PutAccountDataRetention'], needsRetention(models) ? ['*'] : [], {
      StringEquals: { 'bedrock:DataRetentionMode': ['aws_review'] },
    }),
  ];
}

function needsRetention(models: readonly CalledModel[]): boolean {
  return baseIdsOf(models).some((id) => id.includes('claude-fable'));
}

/** The Marketplace products behind these models; `complete`: every model has one that is published. */
export function productsOf(models: readonly CalledModel[]): { readonly ids: readonly string[]; readonly complete: boolean } {
  const found = baseIdsOf(models).map((base) => Object.keys(marketplaceProducts).filter((id) => wildcardFits(base, id)));
  const ids = [...new Set(found.flat().flatMap((id) => marketplaceProducts[id] ?? []))].toSorted();
  return { ids, complete: found.length > 0 && found.every((some) => some.length > 0) };
}
