import { exitCodes } from '../errors.ts';
import { patienceMs } from '../auth/keeping-place.ts';
import { singleFlight } from '../auth/single-flight.ts';
import { signOutOf, type EndAtAws } from '../auth/sso/sign-out.ts';
import { chooseLogouts, type Logout, type WhichLogout } from '../launcher/choose-logouts.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { signedOutText } from '../output/signed-out-text.ts';
import { loadSettings } from '../settings/load.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

export interface LogoutRequest extends SessionRequest {
  readonly which: WhichLogout;
  readonly dryRun: boolean;
}

/**
 * Signs out: ends sessions at AWS where it can be told, and removes their tokens and what lode kept of them; says what was done. Nothing else of
 * other tools is touched. Throws LodeError (exit 1) where there is nothing to sign out of.
 */
export async function logoutCommand(system: System, { flags, environment, which, dryRun }: LogoutRequest): Promise<number> {
  const loaded = await loadSettings(system, { flags, environment, interactive: false, ask: false });
  for (const note of loaded.notes) system.terminal.err(`lode: ${note.sentence}\n`);
  const logouts = chooseLogouts(system, loaded, which);
  if (logouts.length === 0) system.terminal.out('Nobody could be signed in: the AWS files name no sign-in.\n');
  for (const logout of logouts) {
    const end = dryRun ? undefined : await signOut(system, logout);
    system.terminal.out(signedOutText({ of: logout.of, files: logout.files, end }));
  }
  return exitCodes.ok;
}

async function signOut(system: System, logout: Logout): Promise<EndAtAws> {
  const { files, sso } = logout;
  const hasToken = sso !== undefined && sso.here.token !== undefined;
  const end = hasToken ? await signOutOf(system, sso.here, sso.chosen.context, sso.chosen.place) : await removeAlone(system, logout, files);
  await logout.forget();
  return end;
}

/** A renewal under way would write the file anew. */
function removeAlone(system: System, { flightName, of }: Logout, files: readonly string[]): Promise<EndAtAws> {
  return singleFlight<EndAtAws>(system, {
    name: flightName,
    what: `renewing the sign-in to ${of}`,
    stateFolder: lodePaths(system).state,
    waitMs: patienceMs,
    look: () => undefined,
    meanwhile: () => undefined,
    work: async () => {
      for (const path of files) system.files.remove(path);
      return { kind: 'no-token' };
    },
  });
}
