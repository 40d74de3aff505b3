import type { AgreementOffer } from '../models/agreement-offer.ts';

/** Which model's terms these are, and for whom. */
export interface TermsFor {
  readonly label: string;
  readonly baseId: string;
  readonly whose: string;
}

/** An offer's terms and what accepting them means. */
export function termsText(offer: AgreementOffer, { label, baseId, whose }: TermsFor): string {
  const lines = [
    `Terms of the provider of ${label} (${baseId}), by AWS Marketplace, offer ${offer.id}:`,
    ...(offer.rates.length === 0 ? ['  price: AWS names none here; see https://aws.amazon.com/bedrock/pricing/'] : offer.rates.map((rate) => rateLine(rate))),
    `  licence: ${offer.legal ?? 'AWS names no page'}`,
    ...(offer.refund === undefined ? [] : [`  refunds: ${offer.refund}`]),
    ...(offer.lasts === undefined ? [] : [`  lasts: ${offer.lasts}`]),
    `Accepting subscribes ${whose} as a whole, not just you. It costs nothing by itself; requests are billed to the account as above.`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Offers to choose from, one per line. */
export function offersText(offers: readonly AgreementOffer[]): string {
  return offers.map(({ id, rates, legal }) => `  ${id}: ${rates.length} prices, licence ${legal ?? 'not named'}`).join('\n');
}

function rateLine({ what, price, unit }: AgreementOffer['rates'][number]): string {
  return `  price: ${what}: $${price}${unit === '' ? '' : ` per ${unit}`}`;
}

/** How it stands after the terms were accepted. */
export function agreementText(isThere: boolean, { where, name }: { readonly where: string; readonly name: string }): string {
  if (!isThere) return `The agreement for ${where} is not there yet. Look again in some minutes: lode models access ${name}\n`;
  return `The agreement for ${where} is there. Requests may still be refused for some 15 minutes; prove it: lode models check ${name}\n`;
}
