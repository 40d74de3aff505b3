import { modelByKey } from '../models/catalog.ts';
import type { ModelChoice, ModelRefusal } from '../models/model-choice.ts';
import { priceFor, priceWords } from '../models/price.ts';
import type { UsableName } from '../models/usable-names.ts';
import { describeOrigin, type Origin } from '../settings/origin.ts';
import type { PromptChoice } from '../system/system.ts';
import { choiceText } from './choice-text.ts';
import { placesOf } from './profile-text.ts';

/** What a setting said before, and what that becomes here. */
export interface Before {
  readonly value: string;
  readonly origin: Origin;
  readonly becomes: string | undefined;
}

/** What a setting is about to say. */
export interface UseFacts {
  /** As people type it, e.g. `models.opus`. */
  readonly key: string;
  readonly value: string;
  /** Undefined: it could not be looked up. */
  readonly answer: ModelChoice | ModelRefusal | undefined;
  readonly before: Before | undefined;
}

/** The setting, what it becomes with geography and price, and what was there before. */
export function useText({ key, value, answer, before }: UseFacts): string {
  const known = answer?.kind === 'chosen';
  const opening = known ? `${key}: ${value} → ${answer.label} (${answer.geography})\n` : `${key}: ${value}\n`;
  const body = known ? choiceText({ ...answer, refused: [] }) : answer === undefined ? '' : `  It cannot be had here: ${answer.message}\n`;
  return `${opening}${body}  ${beforeWords(before)}\n`;
}

function beforeWords(before: Before | undefined): string {
  if (before === undefined) return 'So far nobody chose.';
  const { value, origin, becomes } = before;
  return `So far: ${value} (${describeOrigin(origin)}), ${becomes === undefined ? 'which cannot be had here' : `which is ${becomes}`}`;
}

/** That another place decides, and how to make what was written count. */
export function beatenText(origin: Origin, key: string): string {
  return `It does not count yet. What decides is ${describeOrigin(origin)}. ${wayOut(origin, key)}\n`;
}

function wayOut(origin: Origin, key: string): string {
  if (origin.kind === 'variable') return `Remove it from your environment: unset ${origin.name}`;
  if (origin.kind !== 'file') return 'Take it out there.';
  if (origin.layer === 'managed') return 'Whoever manages this machine decided so.';
  const environment = /^environments\.([^.]+)\./.exec(origin.key)?.[1];
  const where = { 'project-local': ' --local', project: ' --project', user: '' }[origin.layer];
  return `Take it out there: lode config unset ${key}${where}${environment === undefined ? '' : ` -e ${environment}`}`;
}

/** Rows to choose from, in columns. */
export function nameChoices(names: readonly UsableName[]): readonly PromptChoice[] {
  const width = Math.max(0, ...names.map(({ name }) => name.length));
  return names.map(({ name, choice }) => {
    const price = priceFor(modelByKey(choice.model), choice.geography);
    const cost = price === undefined ? '' : ` · ${priceWords(price)} per million tokens`;
    return { value: name, name: `${name.padEnd(width)}  ${choice.label}`, description: `${choice.id} · processed in ${placesOf(choice)}${cost}` };
  });
}
