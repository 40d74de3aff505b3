import type { SsoLogin } from '../auth/sso/sso-login.ts';
import { LodeError, fail } from '../errors.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { askProfileName, profileFor } from './profile-name.ts';
import type { ChosenSession, ChosenSource } from './setup-choice.ts';
import { askAssignment } from './sso-assignment.ts';
import { askKnownSession } from './sso-known.ts';
import { askNewSession } from './sso-new.ts';
import { signInTo, stillSignedIn, type SignedInTo } from './sso-sign-in.ts';
import type { Stage } from './stage.ts';
import { requireWritableConfig } from './writable-places.ts';

/** A person mistypes an address now and then; more than this is something else. */
const tries = 3;

/**
 * Signs in to IAM Identity Center and makes a profile of an account and a role there; where there is one that means the same, that one is taken. Writes
 * nothing but the token. Throws LodeError as the asker and `signIn` do, and with exit 4 when nothing is assigned to the person.
 */
export async function askSsoProfile(stage: Stage): Promise<ChosenSource> {
  requireWritableConfig(stage.system);
  const { session, signedIn } = await signedInSession(stage);
  if (signedIn.isFromBefore) stage.asker.say(stillSignedIn(signedIn, stage.system.now()));
  const assignment = await askAssignment(stage, signedIn);
  const there = profileFor(stage.detected.files, session, assignment);
  const wanted = stage.words.sso.profileName;
  if (there !== undefined && (wanted === undefined || wanted === there)) {
    stage.asker.say(`Profile ${there} is for exactly that; it is used as it stands.`);
    return { kind: 'profile', profile: there };
  }
  const name = await askProfileName(stage, assignment);
  return { kind: 'new-profile', profile: { name, session, account: assignment.account.id, role: assignment.role } };
}

async function signedInSession(stage: Stage): Promise<{ readonly session: ChosenSession; readonly signedIn: SignedInTo }> {
  const known = await askKnownSession(stage);
  if (known === undefined) return newSession(stage, 1);
  const session = { name: known.cacheName, startUrl: known.startUrl, region: known.region, isNew: false };
  return { session, signedIn: await signInTo(stage, known) };
}

/** Where AWS does not know the address, a person is told what it said and asked again. */
async function newSession(stage: Stage, attempt: number, previous?: ChosenSession): Promise<{ session: ChosenSession; signedIn: SignedInTo }> {
  const session = await askNewSession(stage, previous);
  try {
    return { session, signedIn: await signInTo(stage, loginOf(session)) };
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    if (error.failure.code !== 'sign-in.failed') return fail(ofSetup(error.failure), error);
    const { message, causedBy } = error.failure;
    if (attempt === tries || !isAnswered(stage)) return wrongPlace(session, error.failure);
    stage.asker.say(message, ...(causedBy === undefined ? [] : [`AWS says: ${causedBy}`]), 'Check the address and its region:');
    return newSession(stage, attempt + 1, session);
  }
}

/** Nothing else can sign in to a session that is not written yet. */
function ofSetup(failure: LodeError['failure']): LodeError['failure'] {
  return { ...failure, hints: (failure.hints ?? []).map((hint) => hint.replaceAll('lode login', 'lode setup')) };
}

/** Whether a person may say something else: at least one of the two answers was theirs. */
function isAnswered({ system, words }: Stage): boolean {
  return mayAsk(system) && !words.yes && (words.sso.startUrl === undefined || words.sso.region === undefined);
}

function wrongPlace({ startUrl, region }: ChosenSession, { message, causedBy, code }: LodeError['failure']): never {
  return fail({
    code,
    exit: 'credentials',
    message: `${message} Nothing was written.`,
    hints: [
      `Check the address (${startUrl}) and the region of IAM Identity Center (${region}), which whoever runs it can tell: lode setup --sso-start-url URL --sso-region REGION`,
    ],
    causedBy,
  });
}

function loginOf({ name, startUrl, region }: ChosenSession): SsoLogin {
  return { cacheName: name, sessionName: name, startUrl, region, scopes: ['sso:account:access'] };
}
