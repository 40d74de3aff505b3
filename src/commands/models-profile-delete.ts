import { contextOf } from '../auth/aws-session.ts';
import { forgetArn } from '../discovery/look-up-arn.ts';
import { obtainAndList } from '../discovery/obtain-and-list.ts';
import { removeOwnProfile } from '../discovery/own-profiles.ts';
import { exitCodes, fail } from '../errors.ts';
import { agree } from '../launcher/agree.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { requireOwnProfiles } from '../launcher/require-own-profiles.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import { judgeProfile } from '../models/geography.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import { onlyBaseId, modelBehind, namesFor, ownProfilesCalled } from '../models/own-profiles.ts';
import { nearest } from '../nearest.ts';
import { placesOf } from '../output/profile-text.ts';
import { changeSetting } from '../settings/change.ts';
import { findTarget } from '../settings/edit-target.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { describeOrigin, type Origin } from '../settings/origin.ts';
import type { Settings } from '../settings/settings.ts';
import type { System } from '../system/system.ts';

export interface DeleteProfileRequest extends SessionRequest {
  /** Name, opaque ID, ARN, or a name of the user's for it. */
  readonly name: string;
  readonly yes: boolean;
  readonly json: boolean;
}

type Facts = AccountFacts & { readonly loaded: LoadedSettings };

/** A name of the user's, and the place that says so. */
interface Alias {
  readonly name: string;
  readonly origin: Origin;
}

/** Deletes a profile of the account's own, and the user's names for it in the user's own file. Shows both and asks before. Throws LodeError. */
export async function deleteProfileCommand(system: System, request: DeleteProfileRequest): Promise<number> {
  const facts = await gatherHere(system, request, { since: system.now() });
  const profile = requireOne(request.name, facts);
  const where = `${whoseAccount(facts)}, ${facts.session.region}`;
  const aliases = aliasesOf(profile.arn, facts.loaded.settings);
  system.terminal.err(farewell(profile, where, facts.session.region, aliases));
  if (!(await agree(system, { yes: request.yes, question: 'Delete it for good?', byDefault: false, undone: 'Nothing was deleted' }))) {
    system.terminal.err('Nothing was deleted.\n');
    return exitCodes.cancelled;
  }
  await removeOwnProfile(bedrockAuthOf(system, facts), contextOf(facts.session), profile.arn, where);
  forgetArn(system, profile.arn, facts.session.cacheFolder);
  const removed = await removeAliases(system, aliases);
  await obtainAndList(system, facts.session, (asked) => asked, system.now());
  for (const line of leftovers(profile, aliases, removed, facts.loaded.settings)) system.terminal.err(`${line}\n`);
  const document = { schema: 1, deleted: profile.arn, name: profile.name, aliasesRemoved: removed.map(({ name }) => name) };
  system.terminal.out(request.json ? `${JSON.stringify(document, null, 2)}\n` : `${profile.arn}\n`);
  return exitCodes.ok;
}

function requireOne(word: string, facts: Facts): InferenceProfile {
  const own = requireOwnProfiles(facts);
  const [found, ...more] = ownProfilesCalled(word, own, facts.loaded.settings.models?.value ?? {});
  const { region } = facts.session;
  if (found === undefined) {
    const close = nearest(
      word,
      own.map(({ name }) => name),
    );
    const hints = close.length > 0 ? [`Did you mean ${close.join(' or ')}?`] : ['See which there are: lode models profile list'];
    return fail({ code: 'profile.unknown', exit: 'user', message: `The account has no profile of its own called ${word} in ${region}.`, hints });
  }
  if (more.length === 0) return found;
  const message = `${more.length + 1} profiles are called ${word} in ${region}.`;
  return fail({
    code: 'profile.ambiguous',
    exit: 'user',
    message,
    hints: [found, ...more].map(({ arn }) => `Name the ARN: lode models profile delete ${arn}`),
  });
}

/** Each name for the profile, in every place that gives it. */
function aliasesOf(arn: string, { models }: Settings): readonly Alias[] {
  return (models?.parts ?? []).flatMap(({ value, origin }) => namesFor(arn, value).map((name) => ({ name, origin })));
}

function farewell(profile: InferenceProfile, where: string, region: string, aliases: readonly Alias[]): string {
  const model = modelBehind(profile)?.name ?? onlyBaseId(profile) ?? 'a model that nothing names';
  return [
    `The profile ${profile.name} in ${where}:`,
    `  ${profile.arn}`,
    `  ${model}, processed in ${placesOf(judgeProfile(profile, region))}`,
    ...aliases.map(({ name, origin }) => `  also called ${name} (${describeOrigin(origin)})`),
    'Whoever still names it will be refused by AWS.',
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Takes the names out of the user's own file, each with its diff; those of other places stay. Returns what went. */
async function removeAliases(system: System, aliases: readonly Alias[]): Promise<readonly Alias[]> {
  const { path } = findTarget(system, 'user');
  const own = aliases.filter(({ origin }) => origin.kind === 'file' && origin.path === path);
  for (const { name, origin } of own) {
    const environment = origin.kind === 'file' ? /^environments\.(.+)\.models$/.exec(origin.key)?.[1] : undefined;
    await changeSetting(system, { key: `models.${name}`, value: undefined, environment });
  }
  return own;
}

/** What still names the profile and will be refused. */
function leftovers({ arn, name, id }: InferenceProfile, aliases: readonly Alias[], removed: readonly Alias[], settings: Settings): readonly string[] {
  const others = aliases.filter((alias) => !removed.includes(alias)).map((alias) => `${describeOrigin(alias.origin)}, still calls it ${alias.name}.`);
  const gone = new Set([arn, name, id, ...aliases.map((alias) => alias.name)]);
  const users = (['model', 'smallFastModel'] as const).flatMap((key) => {
    const setting = settings[key];
    return setting !== undefined && gone.has(setting.value.replace(/\[1m\]$/i, ''))
      ? [`${key} is still ${setting.value} (${describeOrigin(setting.origin)}). Choose another: lode models use NAME${key === 'model' ? '' : ' --small'}`]
      : [];
  });
  return [...others, ...users];
}
