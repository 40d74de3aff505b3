import { modelByKey } from '../models/catalog.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { priceFor } from '../models/price.ts';
import type { Gate } from './gate.ts';

/** One request to one ID, and the names that lead to it. */
export interface Probe {
  readonly names: readonly string[];
  readonly choice: ModelChoice;
}

/** How a probe ended; times in milliseconds since it was sent. */
export type ProbeEnd =
  | { readonly kind: 'works'; readonly firstTokenMs: number; readonly totalMs: number }
  | { readonly kind: 'shut'; readonly gate: Gate; readonly requestId: string | undefined; readonly totalMs: number };

export interface ProbeResult extends Probe {
  readonly end: ProbeEnd;
}

/** What a probe sends and takes back, in tokens. */
const tokens = { input: 10, output: 1 };

/** One probe for each ID, in the order of the wishes; names that mean the same ID share it. */
export function probesOf(wishes: readonly (readonly [name: string, choice: ModelChoice])[]): readonly Probe[] {
  const probes = new Map<string, Probe>();
  for (const [name, choice] of wishes) {
    const { names, choice: first } = probes.get(choice.id) ?? { names: [], choice };
    probes.set(choice.id, { names: names.includes(name) ? names : [...names, name], choice: first });
  }
  return [...probes.values()];
}

/** What one probe costs at most, in USD, rounded up to a hundredth of a cent; undefined when the catalog has no price. */
export function costOf({ choice }: Probe): number | undefined {
  const price = priceFor(modelByKey(choice.model), choice.geography);
  if (price === undefined) return undefined;
  return (Math.floor((price.input * tokens.input + price.output * tokens.output) / 100) + 1) / 10_000;
}
