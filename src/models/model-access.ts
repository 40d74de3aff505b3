/** What GetFoundationModelAvailability says of one model in one region, each part on its own (Amazon Bedrock API reference). */
export interface ModelAccess {
  /** The agreement with the provider, by AWS Marketplace. */
  readonly agreement: 'available' | 'pending' | 'not-available' | 'error' | 'unknown';
  readonly authorization: 'authorized' | 'not-authorized' | 'unknown';
  readonly entitlement: 'available' | 'not-available' | 'unknown';
  readonly region: 'available' | 'not-available' | 'unknown';
  /** AWS's own words, for an agreement in error or a question that was refused. */
  readonly detail?: string;
}

/** `usable` as far as AWS says without a request; only a request proves it (anthropics/claude-code issue 51183). */
export type Usability = 'usable' | 'pending' | 'not enabled' | 'unknown';

/** One word for all four parts. */
export function usabilityOf(access: ModelAccess | undefined): Usability {
  if (access === undefined) return 'unknown';
  const { agreement, authorization, entitlement, region } = access;
  if (agreement === 'pending') return 'pending';
  if (agreement === 'not-available' || agreement === 'error') return 'not enabled';
  if (authorization === 'not-authorized' || entitlement === 'not-available' || region === 'not-available') return 'not enabled';
  return [agreement, authorization, entitlement, region].includes('unknown') ? 'unknown' : 'usable';
}
