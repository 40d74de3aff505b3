import { obtainRequestOf, type AwsSession } from '../auth/aws-session.ts';
import { readAwsFiles } from '../auth/aws-files.ts';
import { detectSource } from '../auth/detect.ts';
import { obtainUnproven, type Obtained, type ObtainRequest, type Unproven } from '../auth/obtain.ts';
import type { AskMfaCode } from '../auth/profile/profile-request.ts';
import { chooseRegion, type RegionChoice } from '../auth/region.ts';
import { askAboutArns } from '../discovery/describe-arns.ts';
import { discoveryOff } from '../discovery/discovery-off.ts';
import { obtainAndList } from '../discovery/obtain-and-list.ts';
import { listRegion } from '../discovery/region-list.ts';
import { fail } from '../errors.ts';
import { regionFacts } from '../models/catalog.ts';
import { ofProviders } from '../models/provider-filter.ts';
import { checkRegion } from '../models/region-check.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { chooseEndpoints } from './choose-endpoints.ts';
import type { AccountFacts, AwsFacts } from './facts.ts';
import { mayAsk } from './may-ask.ts';
import { pickModels, type AskedOfModels } from './pick-models.ts';
import { bedrockAuthOf } from './session-auth.ts';
import type { Stopwatch } from './stopwatch.ts';
import { suspectRegion } from './suspect-region.ts';

/**
 * Looks at everything of AWS once: files, source, region, credentials and identity, the account's models, and the choice of
 * models. Cold, it costs two round trips: credentials, then identity and model list side by side. Warm, it makes no call.
 */
export async function gatherAws(system: System, loaded: LoadedSettings, watch: Stopwatch, asked: AskedOfModels = {}): Promise<AwsFacts> {
  const facts = await gatherAccount(system, loaded, watch, { words: [asked.word] });
  return { ...facts, models: watch.measure('models', () => pickModels(facts, system.now(), asked)) };
}

/** What a command that looks at an account asks for. */
export interface AccountWish {
  /** The list must be of this time (ms since the epoch) or later, and what went wrong is tried again; undefined: whatever is kept will do. */
  readonly since?: number | undefined;
  /** Model names, IDs and ARNs beyond those of the settings. */
  readonly words?: readonly (string | undefined)[];
}

/** The same without a choice of models: for commands that show what there is, also where nothing fits the settings. */
export async function gatherAccount(system: System, loaded: LoadedSettings, watch: Stopwatch, { since, words = [] }: AccountWish = {}): Promise<AccountFacts> {
  const { session, region } = watch.measure('source', () => chooseSession(system, loaded));
  const request = obtainRequestOf(session);
  const { obtained, account } = await watch
    .measureAsync('credentials', () => obtainAndList(system, session, (asked) => withPerson(system, asked), since))
    .catch((error: unknown) => suspectRegion(error, session.region));
  const auth = () => bedrockAuthOf(system, { obtained });
  const smallElsewhere = await listForSmall(system, session, obtained, since);
  const { model, smallFastModel } = session.settings;
  const [here, there] = await Promise.all([
    askAboutArns(system, session, auth, account, [model?.value, smallFastModel?.value, ...words], since),
    smallElsewhere && askAboutArns(system, { ...session, region: smallElsewhere.region }, auth, smallElsewhere.account, [smallFastModel?.value], since),
  ]);
  const known = [...here.profiles, ...(there?.profiles ?? [])];
  const notes = [...(account.notes ?? []), ...here.notes, ...(there?.notes ?? [])];
  return { session, region, request, obtained, account: notes.length === 0 ? account : { ...account, notes }, smallElsewhere, known };
}

/** The list of the region that the small model is moved to; undefined when it is called where the others are. */
export async function listForSmall(
  system: System,
  session: AwsSession,
  obtained: Obtained | undefined,
  since: number | undefined,
): Promise<AccountFacts['smallElsewhere']> {
  const region = session.settings.smallFastModelRegion?.value;
  if (region === undefined || region === session.region) return undefined;
  const { enabled, providerFilter = [] } = session.settings.bedrockDiscovery?.value ?? {};
  if (enabled === false) return { region, account: discoveryOff };
  const owner = { session, auth: bedrockAuthOf(system, { obtained }), identity: obtained?.identity };
  const account = await listRegion(system, owner, region, since);
  return { region, account: account.kind === 'listed' ? { ...account, models: ofProviders(account.models, providerFilter) } : account };
}

/** Source, region and endpoints from settings, environment and AWS files; no call is made. Throws LodeError. */
export function chooseSession(system: System, loaded: LoadedSettings): { session: AwsSession; region: RegionChoice } {
  const { settings } = loaded;
  const files = readAwsFiles(system);
  const { awsProfile, awsCredentialExport } = settings;
  const choice = detectSource({ env: system.env, awsProfile, awsCredentialExport, files });
  const region = chooseRegion({ setting: settings.region, source: choice.source, profileIsExplicit: awsProfile !== undefined, env: system.env, files });
  refuseRegion(region);
  const endpoints = chooseEndpoints(settings.endpoints?.value, system.env);
  const { cache: cacheFolder, state: stateFolder } = lodePaths(system);
  return { session: { choice, region: region.region, endpoints, files, env: system.env, cacheFolder, stateFolder, cwd: system.cwd, settings }, region };
}

/** Credentials of a session as their source gives them; undefined for a bearer token. Throws LodeError. */
export async function obtainForOthers(system: System, session: AwsSession): Promise<Unproven | undefined> {
  const request = obtainRequestOf(session);
  return request && obtainUnproven(system, { ...withPerson(system, request), early: true });
}

/** Whoever is there may be asked to sign in, and for the code of an MFA device. */
export function withPerson(system: System, request: ObtainRequest): ObtainRequest {
  if (!mayAsk(system)) return request;
  const askMfaCode: AskMfaCode = (profile, serial) => system.prompts.text(`MFA code of ${serial} for profile ${profile}:`);
  return { ...request, person: true, askMfaCode };
}

/** A region that the catalog has never heard of may be newer than it; the account's own list then decides. */
function refuseRegion({ region, why }: RegionChoice): void {
  const check = checkRegion(region);
  if (check.kind === 'ok' || (check.code !== 'malformed' && regionFacts(region) === undefined)) return;
  fail({
    code: `region.${check.code}`,
    exit: 'user',
    message: `${check.message.replace(/\.$/, '')} (${why}).`,
    hints: [...check.hints, 'Set it: lode config set region REGION'],
  });
}
