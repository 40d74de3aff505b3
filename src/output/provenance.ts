import type { Plan } from '../launcher/plan.ts';
import { modelByKey } from '../models/catalog.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { dollars, priceFor } from '../models/price.ts';
import { expiryEnd } from './expiry.ts';

/** The one line a launch says: who, where, with which models, until when. */
export function provenanceLine(plan: Plan, now: number): string {
  return `${provenanceStart(plan)}${expiryEnd(plan.expiration, now)}`;
}

/** The part of the line that does not change with the clock. */
export function provenanceStart(plan: Plan): string {
  const who = plan.identity === undefined ? plan.source : `${plan.identity.principal} in account ${plan.identity.account}`;
  const { main, small } = plan.models;
  const model = plan.modelWord === undefined ? `${main.id}${priceOf(main, ' per Mtok')}` : `${plan.modelWord} (your --model)`;
  const guess = main.evidence === 'catalog' ? ' (from the catalog, not checked)' : '';
  return `lode: ${who} · ${plan.region} · ${model}${guess} · small ${small.id}${priceOf(small, '')}`;
}

/** ` ($4.40/$22 per Mtok)`: input and output, per million tokens. */
function priceOf({ model, geography }: ModelChoice, unit: string): string {
  const price = priceFor(modelByKey(model), geography);
  return price === undefined ? '' : ` (${dollars(price.input)}/${dollars(price.output)}${unit})`;
}
