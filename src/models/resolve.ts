import { followAliases } from './alias.ts';
import type { Ask } from './ask.ts';
import { type CatalogModel, type Family } from './catalog.ts';
import { choiceOf } from './choice.ts';
import { quoted } from './given.ts';
import { resolveApplicationName, resolveArn, resolveId } from './given-id.ts';
import { parseModelText } from './id.ts';
import { stageOf } from './lifecycle.ts';
import type { ModelAnswer, ModelRefusal, ModelWish } from './model-choice.ts';
import { parseName } from './name.ts';
import { nearest } from '../nearest.ts';
import { pick, type Limits, type Pick, type Ranked } from './pick.ts';
import { livingModels, noneRefusal, refusal, retiredRefusal } from './refuse.ts';
import { checkRegion } from './region-check.ts';
import { unknownToCatalog } from './unknown-to-catalog.ts';
import { unambiguous } from './unambiguous.ts';

/**
 * Turns a wish (friendly name, own name, ID or ARN, each with an optional `[1m]`) into the ID that goes to AWS, or
 * into a refusal with its reason. Pure, never throws, and never composes an ID.
 */
export function resolveModel(wish: ModelWish, limits?: Limits): ModelAnswer {
  const account = wish.account?.region === wish.region ? unambiguous(wish.account) : undefined;
  const region = checkRegion(wish.region);
  const proven = (account?.profiles.length ?? 0) > 0 && region.kind === 'refused' && region.code === 'region-without-bedrock';
  if (region.kind === 'refused' && !proven) return refusal(wish, region.code, region.message, region.hints);
  const followed = followAliases(wish.wanted, wish.aliases);
  if (followed.kind === 'cycle') {
    const circle = followed.trail.join(' → ');
    return refusal(wish, 'malformed', `The names in the setting "models" lead in a circle: ${circle}.`, [
      `Point ${followed.trail[0]} at an ID or a built-in name.`,
    ]);
  }
  return resolveText({ ...followed, wish: { ...wish, account } }, limits);
}

function resolveText(ask: Ask, limits: Limits | undefined): ModelAnswer {
  const parsed = parseModelText(ask.text);
  switch (parsed.kind) {
    case 'arn':
      return resolveArn(parsed, ask);
    case 'id':
      return resolveId(parsed, ask);
    case 'malformed':
      return refusal(ask.wish, 'malformed', `"${ask.text}" is not a Bedrock model ARN: ${parsed.why}.`, ['Copy the ARN from the Bedrock console.']);
    case 'name':
      return resolveName(ask, limits);
  }
}

function resolveName(ask: Ask, limits: Limits | undefined): ModelAnswer {
  const meaning = parseName(ask.text);
  switch (meaning.kind) {
    case 'unknown':
      return resolveApplicationName(ask) ?? unknownName(ask, meaning);
    case 'model':
      return resolveVersion(meaning.model, ask, limits);
    case 'family':
      return resolveFamilies(meaning.families, ask, limits);
  }
}

function resolveVersion(model: CatalogModel, ask: Ask, limits: Limits | undefined): ModelAnswer {
  if (stageOf(model, ask.wish) === 'retired') return retiredRefusal(model, ask.wish);
  const picked = pick([model], ask.wish, limits);
  const winner = picked.ranked[0];
  if (winner === undefined) return noneRefusal(model.name, picked, [model], ask);
  return choiceOf(winner, picked, ask, `${quoted(ask)} is ${model.name}, which ${sourceWords(winner, ask.wish)}.`);
}

function resolveFamilies(families: readonly Family[], ask: Ask, limits: Limits | undefined): ModelAnswer {
  const models = families.flatMap((family) => livingModels(family, ask.wish));
  const picked = pick(models, ask.wish, limits);
  const winner = picked.ranked[0];
  const what = `Claude ${families.map(capital).join(' or ')}`;
  if (winner === undefined) return noneRefusal(what, picked, models, ask);
  const why = `${quoted(ask)} is the newest ${what} that ${sourceWords(winner, ask.wish)}: ${winner.model.name}.`;
  const choice = choiceOf(winner, picked, ask, why, skippedNotes(winner, picked, models, ask.wish));
  return { ...choice, refused: [...choice.refused, ...unknownToCatalog(families, ask.wish.account)] };
}

/** Newer models that only the assistant's age kept out. */
function skippedNotes(winner: Ranked, picked: Pick, models: readonly CatalogModel[], wish: ModelWish): readonly string[] {
  const better = picked.tooNew.filter(({ model }) => models.indexOf(model) < models.indexOf(winner.model));
  return better.map(
    ({ model, needs }) => `${model.name} needs Claude Code ${needs} or newer (this one is ${wish.assistantVersion}), so ${winner.model.name} is used.`,
  );
}

function sourceWords(winner: Ranked, wish: ModelWish): string {
  const reach = winner.geography === 'in-region' ? `in ${wish.region} itself` : `as ${winner.geography} from ${wish.region}`;
  return winner.evidence === 'account' ? `the account lists ${reach}` : `the catalog has ${reach}`;
}

function unknownName({ wish, text }: Ask, { family, known }: { family: Family | undefined; known: readonly string[] }): ModelRefusal {
  if (/^opusplan$/i.test(text)) {
    const hint = 'Use opus and choose the mode in Claude Code: `lode claude --model opusplan`.';
    return refusal(wish, 'unknown-name', 'opusplan is a mode of Claude Code that uses two models, not a model.', [hint]);
  }
  const listed = (wish.account?.profiles ?? []).map((profile) => (profile.type === 'APPLICATION' ? profile.name : profile.id));
  const close = family === undefined ? nearest(text, [...known, ...Object.keys(wish.aliases), ...listed]) : known;
  const hints = [...(close.length === 0 ? [`Names lode knows: ${known.join(', ')}.`] : [`Did you mean ${close.join(', ')}?`]), ...listedHint(text, listed)];
  return refusal(wish, 'unknown-name', text === '' ? 'The model name is empty.' : `lode knows no model called "${text}".`, hints);
}

/** A model newer than the catalog: its name is unknown, but the account may list its ID. */
function listedHint(text: string, listed: readonly string[]): readonly string[] {
  const part = text.toLowerCase().replace(/[\s_.]+/g, '-');
  const ids = part.length < 3 ? [] : listed.filter((id) => id.includes(part));
  return ids.length === 0 ? [] : [`The account lists ${ids.join(', ')}: an ID can be used as it is.`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
