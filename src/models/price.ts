import type { CatalogModel, Price } from './catalog.ts';
import type { Reach } from './geography.ts';

/**
 * What a model costs on its way there, in USD per million tokens; undefined when the catalog does not know. A profile of a geography and a call in the
 * region cost the same, `global` less (AWS: Amazon Bedrock pricing); an unknown way is taken for the dearer one.
 */
export function priceFor(model: CatalogModel | undefined, reach: Reach): Price | undefined {
  const { global, geo, 'us-gov': gov } = model?.pricing ?? {};
  if (reach === 'global') return global;
  return reach === 'us-gov' ? gov : geo;
}

/** `$4.40 in, $22 out`: per million tokens, which whoever shows it says once. */
export function priceWords({ input, output }: Price): string {
  return `${dollars(input)} in, ${dollars(output)} out`;
}

/** By how many percent the way through a geography is dearer than `global`; undefined when either price is unknown or both are one. */
export function dearerThanGlobal(model: CatalogModel | undefined, reach: Reach): number | undefined {
  const [here, global] = [priceFor(model, reach), model?.pricing.global];
  if (here === undefined || global === undefined || reach === 'global' || here.input === global.input) return undefined;
  return Math.round((here.input / global.input - 1) * 100);
}

/** `$22`, `$4.40`, `$0.125`: cents where they matter, more only where the price has more. */
export function dollars(amount: number): string {
  const exact = Number(amount.toFixed(4));
  if (Number.isInteger(exact)) return `$${exact}`;
  const cents = exact.toFixed(2);
  return `$${Number(cents) === exact ? cents : exact}`;
}
