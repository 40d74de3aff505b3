import { contextOf } from '../auth/aws-session.ts';
import { makeOwnProfile } from '../discovery/own-profiles.ts';
import { obtainAndList } from '../discovery/obtain-and-list.ts';
import { exitCodes, fail } from '../errors.ts';
import { agree } from '../launcher/agree.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { wishOf } from '../launcher/pick-models.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { callsTheSame, ownProfilesOf } from '../models/own-profiles.ts';
import { profileSourceOf, type ProfileSource } from '../models/profile-source.ts';
import { mistakeInDescription, mistakeInName, readTags } from '../models/profile-words.ts';
import { resolveModel } from '../models/resolve.ts';
import { draftText, policyText, type ProfileDraft } from '../output/profile-text.ts';
import { beatenText } from '../output/use-text.ts';
import { findStronger } from '../settings/beaten-by.ts';
import { changeSetting } from '../settings/change.ts';
import { findTarget } from '../settings/edit-target.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { requireSettingKey } from '../settings/setting-key.ts';
import type { System } from '../system/system.ts';

export interface CreateProfileRequest extends SessionRequest {
  readonly name: string;
  /** Anything that resolves to a listed profile of AWS's or to a model of the region. */
  readonly from: string;
  /** Each `key=value`. */
  readonly tags: readonly string[];
  readonly description: string | undefined;
  /** False: none; undefined: the profile's own name. */
  readonly alias: string | false | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

type Facts = AccountFacts & { readonly loaded: LoadedSettings };
type Source = Extract<ProfileSource, { kind: 'source' }>;

/** Everything that is known before anything is made. */
interface Plan {
  readonly draft: ProfileDraft;
  readonly source: Source;
  /** A profile of this name over the same models that is there already. */
  readonly existing: string | undefined;
}

/**
 * Makes a profile of the account's own over a model, with tags to tell costs apart, and a name of the user's for it. One that is there already is found.
 * Shows what will be made and asks before. Throws LodeError.
 */
export async function createProfileCommand(system: System, request: CreateProfileRequest): Promise<number> {
  const tags = requireWords(request);
  const facts = await gatherHere(system, request, { since: system.now(), words: [request.from] });
  const plan = planProfile(system, facts, request, tags);
  const arn = plan.existing ?? (await make(system, facts, plan, request.yes));
  if (arn === undefined) return exitCodes.cancelled;
  if (plan.existing !== undefined) system.terminal.err(`${request.name} is there already, over the same model${tagsStay(tags)}; none was made.\n`);
  const { alias, choice } = plan.draft;
  if (request.json) system.terminal.out(`${JSON.stringify(documentOf(plan, arn, facts), null, 2)}\n`);
  else system.terminal.out(`${arn}\n`);
  const value = `${arn}${choice.longContext ? '[1m]' : ''}`;
  if (alias !== undefined) await writeAlias(system, { ...alias, environment: request.environment }, value);
  system.terminal.err(policyText(arn, plan.source.modelArns));
  if (alias !== undefined) system.terminal.err(`Use it: lode models use ${alias.name}\n`);
  return exitCodes.ok;
}

async function writeAlias(system: System, { name, path, environment }: { name: string; path: string; environment: string | undefined }, value: string) {
  const key = `models.${name}` as const;
  await changeSetting(system, { key, value, environment });
  const stronger = await findStronger(system, { path, key, environment });
  if (stronger !== undefined) system.terminal.err(beatenText(stronger, key));
}

const tagsStay = (tags: Readonly<Record<string, string>>): string => (Object.keys(tags).length === 0 ? '' : ' (its tags stay as they are)');

/** The tags, once every word is one that AWS and the settings take. */
function requireWords({ name, description, tags, alias }: CreateProfileRequest): Readonly<Record<string, string>> {
  const read = readTags(tags);
  const mistake =
    mistakeInName(name) ?? (description === undefined ? undefined : mistakeInDescription(description)) ?? (read.kind === 'mistake' ? read.why : undefined);
  if (mistake !== undefined) fail({ code: 'usage.profile', exit: 'usage', message: mistake, hints: ['See: lode models profile create --help'] });
  if (alias !== false) requireSettingKey(`models.${alias ?? aliasFor(name)}`);
  return read.kind === 'tags' ? read.tags : {};
}

/** A name of the settings has no blanks. */
const aliasFor = (name: string): string => name.trim().replaceAll(' ', '-');

function planProfile(system: System, facts: Facts, request: CreateProfileRequest, tags: Readonly<Record<string, string>>): Plan {
  const { name, description, alias } = request;
  const choice = requireChoice(system, facts, request.from);
  const source = requireSource(choice, facts);
  const aliasName = alias ?? aliasFor(name);
  const was = facts.loaded.settings.models?.value[String(aliasName)];
  return {
    source,
    existing: existingArn(name, source, facts),
    draft: {
      name,
      description,
      tags,
      choice,
      where: whereOf(facts),
      alias: aliasName === false ? undefined : { name: aliasName, path: findTarget(system, 'user').path, was },
    },
  };
}

function requireChoice(system: System, facts: Facts, from: string): ModelChoice {
  const answer = resolveModel({ ...wishOf(facts, system.now()), wanted: from, tier: 'main' });
  return answer.kind === 'chosen' ? answer : fail({ code: `model.${answer.code}`, exit: 'user', message: answer.message, hints: answer.hints });
}

function requireSource(choice: ModelChoice, { account }: Facts): Source {
  const source = profileSourceOf(choice, account.kind === 'listed' ? account.models : undefined);
  if (source.kind === 'source') return source;
  const causedBy = account.kind === 'unknown' ? account.why : undefined;
  return fail({ code: 'profile.no-source', exit: 'user', message: source.why, hints: source.hints, causedBy });
}

function existingArn(name: string, source: Source, facts: Facts): string | undefined {
  const { account } = facts;
  const same = ownProfilesOf(account.kind === 'listed' ? account.models.profiles : []).find((profile) => profile.name === name);
  if (same === undefined || callsTheSame(same.modelArns, source.modelArns ?? [])) return same?.arn;
  return fail({
    code: 'profile.name-taken',
    exit: 'user',
    message: `There is a profile ${name} over another model in ${whereOf(facts)}: ${same.arn}.`,
    hints: ['Choose another name.', `Or delete that one first: lode models profile delete ${JSON.stringify(name)}`],
  });
}

function whereOf(facts: Facts): string {
  return `${whoseAccount(facts)}, ${facts.session.region}`;
}

/** Asks, makes it, and has the list renewed; undefined when the person would rather not. */
async function make(system: System, facts: Facts, { draft, source }: Plan, yes: boolean): Promise<string | undefined> {
  system.terminal.err(draftText(draft));
  if (!(await agree(system, { yes, question: 'Make it?', byDefault: true, undone: 'No profile was made' }))) {
    system.terminal.err('No profile was made.\n');
    return undefined;
  }
  const { name, description, tags, where } = draft;
  const wish = { name, description, copyFrom: source.arn, tags };
  const told = await makeOwnProfile(bedrockAuthOf(system, facts), contextOf(facts.session), wish, where);
  const { account } = await obtainAndList(system, facts.session, (asked) => asked, system.now());
  const shown = ownProfilesOf(account.kind === 'listed' ? account.models.profiles : []).find((profile) => profile.arn === told || profile.name === name);
  if (shown === undefined) system.terminal.err('The list of models does not show it yet. Renew it in a moment: lode models refresh\n');
  return told || (shown?.arn ?? failIgnored(name, where));
}

/** AWS ignores a request whose token it has seen, and after a deletion there is nothing that it made before. */
function failIgnored(name: string, where: string): never {
  const message = `AWS took the wish for ${name} in ${where} for one that it has met before, and made nothing.`;
  return fail({ code: 'profile.ignored', exit: 'user', message, hints: ['Change something about it, e.g. give it a --description.'] });
}

function documentOf({ draft, existing, source }: Plan, arn: string, { obtained, session }: Facts) {
  const { name, tags, choice, alias } = draft;
  const { id, model, label, geography, destinations } = choice;
  return {
    schema: 1,
    made: existing === undefined,
    arn,
    name,
    account: obtained?.identity?.account ?? null,
    region: session.region,
    from: { id, arn: source.arn, model: model ?? null, label, geography, destinations },
    tags: existing === undefined ? tags : null,
    alias: alias?.name ?? null,
    policy: { actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], profile: arn, models: source.modelArns ?? null },
  };
}
