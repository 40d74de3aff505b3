import type { CalledModel } from './called-model.ts';
import { marketplaceProducts } from './marketplace-products.ts';
import { wildcardFits } from './wildcard.ts';
import { partitionOfRegion } from './place.ts';
import { allow, type Statement } from './statement.ts';

/** The base IDs of these models; may hold wildcards. */
function baseIdsOf(models: readonly CalledModel[]): readonly string[] {
  const all = models.flatMap(({ resource, id, behind }) => (resource === 'foundation-model' ? [id] : (behind ?? []).map((model) => model.id)));
  return [...new Set(all)];
}

/**
 * What opens models to an account, once: Anthropic's form, the agreement, and the Marketplace subscription behind it, held to the products of these
 * models; where one has none that is published, to subscriptions that Bedrock itself makes (Amazon Bedrock user guide: access foundation models; Claude
 * Code documentation: Amazon Bedrock). GovCloud has no Marketplace of its own. Fable is opened only where data is kept for review; the mode that shares it
 * with nobody but AWS is the one allowed.
 */
export function enableStatements(models: readonly CalledModel[], region: string): readonly Statement[] {
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
    ...(isGovCloud(region) ? [] : subscribeStatements(models)),
    ...allow('KeepDataForReview', ['bedrock:PutAccountDataRetention'], needsRetention(models) ? ['*'] : [], {
      StringEquals: { 'bedrock:DataRetentionMode': ['aws_review'] },
    }),
  ];
}

function subscribeStatements(models: readonly CalledModel[]): readonly Statement[] {
  const { ids, without } = productsOf(models);
  const subscribe = ['aws-marketplace:Subscribe'];
  return [
    ...allow('Subscribe', subscribe, ids.length === 0 ? [] : ['*'], { 'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': ids } }),
    ...allow('SubscribeThroughBedrock', subscribe, without.length === 0 ? [] : ['*'], { StringEquals: { 'aws:CalledViaLast': ['bedrock.amazonaws.com'] } }),
    ...allow('SeeSubscriptions', ['aws-marketplace:ViewSubscriptions'], ['*']),
  ];
}

/** What whoever gets the policy should know of it, as sentences. */
export function enableNotes(models: readonly CalledModel[], region: string): readonly string[] {
  if (isGovCloud(region)) return ['Agreements for GovCloud are accepted in the standard account that is linked to it, so no subscription is allowed here.'];
  const { without } = productsOf(models);
  if (without.length === 0) return [];
  return [`No Marketplace product is published for ${without.join(', ')}, so any subscription that Bedrock itself makes is allowed.`];
}

const isGovCloud = (region: string): boolean => partitionOfRegion(region) === 'aws-us-gov';

function needsRetention(models: readonly CalledModel[]): boolean {
  return baseIdsOf(models).some((id) => id.includes('claude-fable'));
}

/** The Marketplace products behind these models, and those without a published one: a pattern is, for it fits later models too. */
function productsOf(models: readonly CalledModel[]): { readonly ids: readonly string[]; readonly without: readonly string[] } {
  const bases = baseIdsOf(models);
  const known = Object.keys(marketplaceProducts).filter((id) => bases.some((base) => wildcardFits(base, id)));
  const hidden = models.filter((model) => model.behind === undefined || baseIdsOf([model]).length === 0).map(({ name }) => name);
  const without = [...bases.filter((base) => base.includes('*') || marketplaceProducts[base] === undefined), ...hidden];
  return { ids: [...new Set(known.flatMap((id) => marketplaceProducts[id] ?? []))].toSorted(), without };
}
