import { fail } from '../errors.ts';
import { askAccessReport } from '../launcher/ask-access-report.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { listNotes, wishOf } from '../launcher/pick-models.ts';
import { wantedModels } from '../launcher/wanted-models.ts';
import type { AccessReport } from '../models/access-report.ts';
import { chooseModels } from '../models/choose.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import { usableNames, type UsableName } from '../models/usable-names.ts';
import { writtenName } from '../models/written-name.ts';
import { flagOf } from '../settings/schema.ts';
import type { SelectQuestion } from './asker.ts';
import { lockedWords } from './locked-words.ts';
import { inMainOrder, inSmallOrder, modelRows } from './model-rows.ts';
import type { Stage, StageAccount } from './stage.ts';

/** Both models, as they are written: a name, an ID or an ARN. */
export interface AskedModels {
  readonly model: string;
  readonly smallFastModel: string;
}

type Key = keyof AskedModels;

/** No model can have a name with a blank in it. */
const anotherOne = 'another one';

/** What both questions are asked with. */
interface Table {
  readonly stage: Stage;
  readonly facts: StageAccount;
  readonly wish: ReturnType<typeof wishOf>;
  readonly names: readonly UsableName[];
  /** Undefined where nobody will see it. */
  readonly access: AccessReport | undefined;
}

/**
 * The main model and the one for background work: as the flags say, else as a person chooses among all that can be had here, else as it was, else what a
 * launch would take. Throws what the asker throws, and LodeError where nothing can be had, or not what a flag names.
 */
export async function askModels(stage: Stage, facts: StageAccount): Promise<AskedModels> {
  const table = await lookAround(stage, facts);
  const main = flagged(table, 'model') ?? (await chosen(table, 'model', mainDefault(table)));
  const standard = smallDefault(table, main);
  // The assistant has one setting for both where the main model is a Haiku.
  const small = flagged(table, 'smallFastModel') ?? (standard.choice.id === main.choice.id ? standard : await chosen(table, 'smallFastModel', standard));
  const notes = new Set([...main.choice.notes, ...small.choice.notes]);
  stage.asker.say(
    `Main model: ${becomes(main)}`,
    `Small model: ${becomes(small)}`,
    ...notes,
    ...lockedWords(facts.loaded.settings, ['model', 'smallFastModel']),
  );
  return { model: main.name, smallFastModel: small.name };
}

function becomes({ name, choice }: UsableName): string {
  return `${name === choice.id ? name : `${name}, which is ${choice.id}`} (${choice.geography})`;
}

async function lookAround(stage: Stage, facts: StageAccount): Promise<Table> {
  const { system, asker, words } = stage;
  const now = system.now();
  const wish = wishOf(facts, now);
  asker.say(...listNotes(facts.account));
  const names = usableNames(wish);
  const known = inMainOrder(names);
  if (known.length === 0 && words.flags.model === undefined) failWithout(wish);
  const isSeen = !words.yes && !stage.brief && mayAsk(system) && (words.flags.model === undefined || words.flags.smallFastModel === undefined);
  if (!isSeen) return { stage, facts, wish, names: known, access: undefined };
  const { models } = wantedModels(
    facts,
    known.map(({ name }) => name),
    now,
  );
  return { stage, facts, wish, names: known, access: await askAccessReport(system, facts, models) };
}

function failWithout(wish: Table['wish']): never {
  const answer = resolveModel({ ...wish, wanted: 'opus', tier: 'main' });
  const { message, hints } = answer.kind === 'refused' ? answer : { message: `No model can be had from ${wish.region}.`, hints: [] };
  return fail({ code: 'setup.no-model', exit: 'user', message, hints: [...hints, 'Or start in another region: lode setup --region REGION'] });
}

/** What a flag names. Throws LodeError where it cannot be had here. */
function flagged({ stage: { words }, wish }: Table, key: Key): UsableName | undefined {
  const given = words.flags[key];
  if (given === undefined) return undefined;
  const wanted = String(given);
  const answer = resolveModel({ ...wish, wanted, tier: tierOf(key) });
  if (answer.kind === 'chosen') return { name: writtenName(wanted, answer), choice: answer };
  return fail({ code: `model.${answer.code}`, exit: 'user', message: `${flagOf(key)} ${wanted}: ${answer.message}`, hints: answer.hints });
}

async function chosen(table: Table, key: Key, byDefault: UsableName): Promise<UsableName> {
  const { stage, names } = table;
  if (stage.brief) return byDefault;
  const offered = names.some(({ name }) => name === byDefault.name) ? names : [byDefault, ...names];
  if (key === 'model') return among(table, key, offered, byDefault);
  return (await isEnough(table, byDefault)) ? byDefault : among(table, key, inSmallOrder(offered), byDefault);
}

async function among({ stage, access }: Table, key: Key, offered: readonly UsableName[], byDefault: UsableName): Promise<UsableName> {
  const value = await stage.asker.select({ ...questionOf(key), byDefault: byDefault.name, choices: modelRows(offered, access) });
  return offered.find(({ name }) => name === value) ?? byDefault;
}

/** Few people want another small model than the usual one, so the list is not shown unasked. */
async function isEnough({ stage, access }: Table, usual: UsableName): Promise<boolean> {
  const choices = [...modelRows([usual], access), { value: anotherOne, name: 'Another one…' }];
  return (await stage.asker.select({ ...questionOf('smallFastModel'), byDefault: usual.name, choices })) !== anotherOne;
}

function questionOf(key: Key): Pick<SelectQuestion, 'flag' | 'question' | 'given' | 'noun'> {
  const question = key === 'model' ? 'Main model (USD per million tokens):' : 'Small model, for background work:';
  return { flag: flagOf(key), question, given: undefined, noun: 'model' };
}

/** As it was, else the newest Opus as a launch does, else the next family. */
function mainDefault(table: Table): UsableName {
  return asBefore(table, 'model') ?? table.names[0] ?? failWithout(table.wish);
}

/** As it was, else what a launch would take for it: the cheapest Haiku inside the geography. */
function smallDefault(table: Table, main: UsableName): UsableName {
  const before = asBefore(table, 'smallFastModel');
  if (before !== undefined) return before;
  const answer = chooseModels({ ...table.wish, main: main.name, small: undefined });
  if (answer.kind === 'refused' || answer.small.id === main.choice.id) return main;
  return nameFor(table, answer.small);
}

function nameFor({ names }: Table, choice: ModelChoice): UsableName {
  return names.find((known) => known.choice.id === choice.id) ?? { name: choice.id, choice };
}

/** What the settings, or else Claude Code's own pins, say so far; said and passed over where it cannot be had any more. */
function asBefore({ stage: { before, detected, asker }, wish }: Table, key: Key): UsableName | undefined {
  const wanted = before[key] ?? detected.pins?.[key];
  if (wanted === undefined) return undefined;
  const answer = resolveModel({ ...wish, wanted, tier: tierOf(key) });
  if (answer.kind === 'chosen') return { name: writtenName(wanted, answer), choice: answer };
  const where = before[key] === undefined ? (detected.pins?.path ?? '') : 'your settings';
  asker.say(`${wanted}, which ${where === 'your settings' ? 'your settings name' : `${where} names`} so far, cannot be had here: ${answer.message}`);
  return undefined;
}

function tierOf(key: Key): 'main' | 'small' {
  return key === 'model' ? 'main' : 'small';
}
