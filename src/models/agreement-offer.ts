/** What a provider offers by AWS Marketplace for one model. */
export interface AgreementOffer {
  readonly id: string;
  /** Accepts the offer; good for a short while. */
  readonly token: string;
  /** As AWS writes them; the price is in USD. */
  readonly rates: readonly { readonly what: string; readonly price: string; readonly unit: string }[];
  /** The page of the licence terms. */
  readonly legal: string | undefined;
  readonly refund: string | undefined;
  /** How long the agreement lasts, as AWS writes it. */
  readonly lasts: string | undefined;
}

/** Whether two answers describe the same terms, whatever their tokens. */
export function hasSameTerms(one: AgreementOffer, other: AgreementOffer): boolean {
  const terms = (offer: AgreementOffer): string => JSON.stringify({ ...offer, token: '' });
  return terms(one) === terms(other);
}
