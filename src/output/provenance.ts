import type { Plan } from '../launcher/plan.ts';
import { clockTime, fromNow } from './time-text.ts';

/** The one line a launch says: who, where, with which models, until when. */
export function provenanceLine(plan: Plan, now: number): string {
  const who = plan.identity === undefined ? plan.source : `${plan.identity.principal} in account ${plan.identity.account}`;
  const { main, small } = plan.models;
  const model = plan.modelWord === undefined ? main.id : `${plan.modelWord} (your --model)`;
  const guess = main.evidence === 'catalog' ? ' (from the catalog, not checked)' : '';
  const until = plan.expiration === undefined ? '' : ` · credentials until ${clockTime(plan.expiration, now)} (${fromNow(plan.expiration, now)})`;
  return `lode: ${who} · ${plan.region} · ${model}${guess} · small ${small.id}${until}`;
}
