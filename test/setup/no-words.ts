import type { SetupWords } from '../../src/setup/setup-words.ts';

/** The words of a person who said nothing. */
export const noWords: SetupWords = {
  flags: {},
  environment: undefined,
  source: undefined,
  sso: { startUrl: undefined, region: undefined, session: undefined, account: undefined, role: undefined, profileName: undefined },
  signIn: { device: false, browser: true, qr: false },
  proof: undefined,
  extras: {},
  yes: false,
  dryRun: false,
  quiet: false,
  json: false,
};
