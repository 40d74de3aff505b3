import { catalog } from '../models/catalog.ts';
import type { ExportedModel } from './exported-model.ts';

type Marks = (model: ExportedModel) => readonly string[];

/** What tells models of one name apart, the shortest first. */
const schemes: readonly Marks[] = [
  () => [],
  ({ geography }) => [geography],
  ({ region }) => [region],
  ({ geography, region }) => [geography, region],
  ({ geography, region, id }) => [geography, region, id],
];

/** Aliases of their own, which no model may take. */
const families: readonly string[] = [...new Set(catalog.models.map(({ family }) => family))];

/**
 * The same models, each with a name and a label that no other has: a name that repeats gets the geography, the region or both. Under one name a router
 * such as LiteLLM's takes any of them.
 */
export function distinctNames(models: readonly ExportedModel[]): readonly ExportedModel[] {
  const names = distinct(models, ({ name }, marks) => [name, ...marks].join('-'), families);
  const labels = distinct(models, ({ label }, marks) => (marks.length === 0 ? label : `${label} (${marks.join(', ')})`), []);
  return models.map((model, index) => ({ ...model, name: names[index] ?? model.id, label: labels[index] ?? model.id }));
}

/** One text for each model. A text that is still not its own takes the next scheme, and so does every other model of the same name. */
function distinct(
  models: readonly ExportedModel[],
  textOf: (model: ExportedModel, marks: readonly string[]) => string,
  taken: readonly string[],
): readonly string[] {
  const plain = models.map((model) => textOf(model, []));
  const last = schemes.length - 1;
  const settle = (levels: readonly number[]): readonly string[] => {
    const texts = models.map((model, index) => textOf(model, schemes[levels[index] ?? 0]?.(model) ?? []));
    const repeated = new Set(plain.filter((_, index) => (levels[index] ?? last) < last && isTaken(texts, index, taken)));
    return repeated.size === 0 ? texts : settle(levels.map((level, index) => (repeated.has(plain[index] ?? '') ? level + 1 : level)));
  };
  return settle(models.map(() => 0));
}

function isTaken(texts: readonly string[], index: number, taken: readonly string[]): boolean {
  const text = texts[index] ?? '';
  return taken.includes(text) || texts.some((other, place) => place !== index && other === text);
}
