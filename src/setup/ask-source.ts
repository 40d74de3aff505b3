import { loginBehind } from '../auth/sso/login-behind.ts';
import { fail } from '../errors.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import type { PromptChoice } from '../system/system.ts';
import type { Detected } from './detected.ts';
import { showOtherWays } from './other-ways.ts';
import type { ChosenSource } from './setup-choice.ts';
import { beatenSource, elsewhereWords, passedOver } from './source-beaten.ts';
import { defaultSource } from './source-default.ts';
import { givenSource } from './source-given.ts';
import { failLost, lostProfile, lostWords } from './source-lost.ts';
import { sourceRowOf, sourceRows, sourceRowValue, type SourceRow } from './source-rows.ts';
import { signInTo } from './sso-sign-in.ts';
import { askSsoProfile } from './sso-profile.ts';
import type { Stage } from './stage.ts';

/**
 * Where credentials come from: what flags say, else what whoever answers takes of all that was found, else a sign-in that a profile is made of. A profile whose
 * sign-in is over is signed in to. Throws LodeError as the asker and `signIn` do, and for a source that something else would come before.
 */
export async function askSource(stage: Stage): Promise<ChosenSource> {
  stage.asker.say(...unreadWords(stage.detected));
  const row = await chosenRow(stage);
  switch (row.kind) {
    case 'profile':
      return profileSource(stage, row.profile);
    case 'ambient':
      stage.asker.say(...elsewhereWords(stage, row));
      return row;
    case 'sso':
      return askSsoProfile(stage);
    case 'other':
      return showOtherWays(stage.system);
  }
}

async function chosenRow(stage: Stage): Promise<SourceRow> {
  const given = givenSource(stage);
  if (given !== undefined && given.kind !== 'some-profile') return unbeaten(stage, given);
  const row = await askRow(stage, given !== undefined);
  const beaten = beatenSource(stage, row);
  if (beaten === undefined) return row;
  if (stage.words.yes || !mayAsk(stage.system)) return fail(beaten);
  stage.asker.say(beaten.message.replace(' Nothing was written.', ''), ...(beaten.hints ?? []).slice(0, 1));
  return chosenRow(stage);
}

function unbeaten(stage: Stage, row: SourceRow): SourceRow {
  const beaten = beatenSource(stage, row);
  return beaten === undefined ? row : fail(beaten);
}

async function askRow(stage: Stage, onlyProfiles: boolean): Promise<SourceRow> {
  const { system, asker, detected, words } = stage;
  const rows = sourceRows(detected, { env: system.env, now: system.now(), columns: system.terminal.columns });
  const choices = onlyProfiles ? rows.filter(({ value }) => sourceRowOf(value).kind === 'profile') : rows;
  if (choices.length === 0) return noProfile(detected);
  const lost = lostProfile(stage);
  if (lost !== undefined && words.yes) return failLost(lost, stage);
  if (lost !== undefined) asker.say(lostWords(lost));
  const usual = lost === undefined ? defaultSource(stage) : undefined;
  const byDefault = choices.find(({ value }) => usual !== undefined && value === sourceRowValue(usual))?.value ?? onlyOne(choices);
  const flag = words.yes || onlyProfiles ? '--aws-profile' : '--source';
  const value = await asker.select({
    flag,
    question: onlyProfiles ? 'Which profile?' : 'Where do the credentials come from?',
    noun: 'source',
    given: undefined,
    byDefault,
    choices,
    words: wordsOf(flag, choices),
  });
  return sourceRowOf(value);
}

/** What the flag takes of the rows; the way out to a page of help is nothing that a flag says. */
function wordsOf(flag: '--aws-profile' | '--source', choices: readonly PromptChoice[]): readonly string[] {
  const rows = choices.map(({ value }) => sourceRowOf(value));
  if (flag === '--aws-profile') return rows.flatMap((row) => (row.kind === 'profile' ? [row.profile] : []));
  return [...new Set(rows.flatMap((row) => (row.kind === 'other' ? [] : [row.kind === 'profile' ? row.kind : sourceRowValue(row)])))];
}

function onlyOne(choices: readonly PromptChoice[]): string | undefined {
  return choices.length === 1 ? choices[0]?.value : undefined;
}

async function profileSource(stage: Stage, profile: string): Promise<ChosenSource> {
  const { detected, asker } = stage;
  asker.say(...passedOver(stage, profile));
  const via = detected.profiles.find(({ name }) => name === profile)?.via;
  const login = via && loginBehind(detected.files, { kind: 'profile', profile, via });
  if (login !== undefined) await signInTo(stage, login);
  return { kind: 'profile', profile };
}

/** Lines of the AWS files that nobody reads: what is missed below may stand in one of them. */
function unreadWords({ files }: Detected): readonly string[] {
  const unread = files.problems.map(({ path, line, what }) => `${path}:${line} is not read: ${what}.`);
  const ignored = files.ignored.map(({ file, title, line }) => `${files.paths[file]}:${line} says [${title}], which AWS tools take for no profile.`);
  const all = [...unread, ...ignored];
  return all.length <= 3 ? all : [...all.slice(0, 3), `… and ${all.length - 3} more such lines.`];
}

function noProfile({ files }: Detected): never {
  return fail({
    code: 'setup.source-missing',
    exit: 'user',
    message: `--source profile is not to be had: no profile in ${files.paths.config} can give credentials. Nothing was written.`,
    hints: ['Make one by signing in: lode setup --source sso', 'See what is there: lode setup'],
  });
}
