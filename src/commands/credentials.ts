import { chooseSession, obtainForOthers } from '../launcher/gather-aws.ts';
import { credentialsFormats, formatCredentials, type CredentialsFormat } from '../auth/credentials-format.ts';
import { fail } from '../errors.ts';
import { observe } from '../launcher/remembered/observe.ts';
import { credentialsQuestion, rememberCredentials } from '../launcher/remembered/remembered-credentials.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import type { GivenFlags } from '../settings/given.ts';
import { loadSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';

export interface CredentialsRequest {
  readonly flags: GivenFlags;
  readonly environment: string | undefined;
  readonly format: string;
  /** lode's own words, whole. */
  readonly argv: readonly string[];
}

declare const LODE_BUILD: string;

/** Prints session credentials for another program on stdout; nothing else goes there. Throws LodeError (exit 4) when there are none. */
export async function credentialsCommand(system: System, request: CredentialsRequest): Promise<number> {
  const format = credentialsFormats.find((each): each is CredentialsFormat => each === request.format);
  if (format === undefined) return fail(unknownFormat(request.format));
  const observed = observe(system);
  const mode = { flags: request.flags, environment: request.environment, interactive: mayAsk(system), ask: false };
  const loaded = await loadSettings(observed.system, mode);
  for (const note of loaded.notes) system.terminal.err(`lode: ${note.sentence}\n`);
  const { session } = chooseSession(observed.system, loaded);
  // Other programs call this with nobody watching; a sign-in then belongs in front of a person, not behind one.
  const awsAuthRefresh = system.terminal.errIsTerminal ? session.settings.awsAuthRefresh : undefined;
  const obtained = await obtainForOthers(system, { ...session, settings: { ...session.settings, awsAuthRefresh } });
  if (obtained === undefined) return fail(bearerHasNone());
  for (const note of obtained.notes) system.terminal.err(`lode: ${note}\n`);
  system.terminal.out(formatCredentials(obtained.credentials, format));
  const question = credentialsQuestion(request.argv, system.cwd);
  const observations = observed.observations();
  // What is said beside the answer has to be said the next time too.
  const isQuiet = loaded.notes.length === 0 && obtained.notes.length === 0;
  if (question !== undefined && observations !== undefined && isQuiet) {
    rememberCredentials(system, { build: LODE_BUILD, question, observations, cachePath: obtained.cachePath, format });
  }
  return 0;
}

function unknownFormat(format: string) {
  return {
    code: 'usage.format',
    exit: 'usage',
    message: `lode credentials knows no format "${format}".`,
    hints: [`Formats: ${credentialsFormats.join(', ')}`],
  } as const;
}

function bearerHasNone() {
  return {
    code: 'credentials.bearer-only',
    exit: 'credentials',
    message: 'AWS_BEARER_TOKEN_BEDROCK is the credential source, and a Bedrock API key is not an access key that could be printed.',
    hints: ['Name another source: lode --aws-profile NAME credentials', 'Or unset AWS_BEARER_TOKEN_BEDROCK'],
  } as const;
}
