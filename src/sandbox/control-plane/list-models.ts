import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply, queryOf } from '../exchange.ts';
import type { FoundationModelRow } from './foundation-model.ts';
import { breaksRule } from './refusals.ts';
import { modelsOf } from './region-models.ts';

type Filter = readonly [words: readonly string[] | undefined, read: (row: FoundationModelRow) => readonly string[]];

/** The filters of ListFoundationModels, with the words that each of them takes (AWS service model). */
const filters: Readonly<Record<string, Filter>> = {
  byProvider: [undefined, (row) => [row.providerName]],
  byOutputModality: [['TEXT', 'IMAGE', 'EMBEDDING'], (row) => row.outputModalities],
  byInferenceType: [['ON_DEMAND', 'PROVISIONED', 'INFERENCE_PROFILE'], (row) => row.inferenceTypesSupported],
  byCustomizationType: [['FINE_TUNING', 'CONTINUED_PRE_TRAINING', 'DISTILLATION'], (row) => row.customizationsSupported],
};

/** ListFoundationModels: all rows in one answer, filtered. */
export function listModels(call: Call): Reply {
  const asked = [...queryOf(call.request)].filter(([name]) => Object.hasOwn(filters, name));
  let rows = modelsOf(call);
  for (const [name, value] of asked) {
    const [words, read] = filters[name] as Filter;
    if (words !== undefined && !words.includes(value)) return breaksRule(name, value, `satisfy enum value set: [${words.join(', ')}]`);
    rows = rows.filter((row) => read(row).some((one) => one.toLowerCase() === value.toLowerCase()));
  }
  return jsonReply(200, { modelSummaries: rows });
}
