import type { ModelRow } from '../models/listing/model-row.ts';

/** A row as data: the same keys for every model, null for what is not known. Windows in tokens, prices in US dollars per million tokens. */
export function rowDocument(row: ModelRow): object {
  const { name, short, id, kind, baseId, provider, type, geography, destinations, assumed, price, lifecycle, usability, names, evidence } = row;
  return {
    name,
    short,
    id,
    kind,
    baseId: baseId ?? null,
    provider,
    type,
    geography,
    destinations,
    contextWindow: row.contextWindow ?? null,
    maxOutput: row.maxOutput ?? null,
    assumed,
    price: price ?? null,
    lifecycle: {
      stage: lifecycle.stage,
      legacySince: lifecycle.legacySince ?? null,
      dearerFrom: lifecycle.dearerFrom ?? null,
      endOfLife: lifecycle.endOfLife ?? null,
    },
    usability,
    names,
    evidence,
  };
}
