import { contextOf, obtainRequestOf, type AwsSession } from '../auth/aws-session.ts';
import { digestOf } from '../digest.ts';
import { readAwsFiles } from '../auth/aws-files.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { failWithoutCredentials } from '../auth/credential-failure.ts';
import { detectSource } from '../auth/detect.ts';
import type { Identity } from '../auth/identity.ts';
import { obtain, obtainUnproven, type Obtained, type ObtainRequest, type Unproven } from '../auth/obtain.ts';
import type { AskMfaCode } from '../auth/profile/profile-request.ts';
import { chooseRegion, type RegionChoice } from '../auth/region.ts';
import type { BedrockAuth } from '../aws/inference-profiles.ts';
import { fail } from '../errors.ts';
import { regionFacts } from '../models/catalog.ts';
import { checkRegion } from '../models/region-check.ts';
import { Secret } from '../secret.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { accountModelsPath, askAccountModels, keepAccountModels, readAccountModels, type AccountAnswer } from './account-models.ts';
import { chooseEndpoints } from './choose-endpoints.ts';
import type { AwsFacts } from './facts.ts';
import { mayAsk } from './may-ask.ts';
import { pickModels } from './pick-models.ts';
import type { Stopwatch } from './stopwatch.ts';
import { suspectRegion } from './suspect-region.ts';

/**
 * Looks at everything of AWS once: files, source, region, credentials and identity, the account's models, and the choice of
 * models. Cold, it costs two round trips: credentials, then identity and model list side by side. Warm, it makes no call.
 */
export async function gatherAws(system: System, loaded: LoadedSettings, assistantVersion: string | undefined, watch: Stopwatch): Promise<AwsFacts> {
  const { session, region } = watch.measure('source', () => chooseSession(system, loaded));
  const request = obtainRequestOf(session);
  const { obtained, account } = await watch
    .measureAsync('credentials', () => obtainAndList(system, session))
    .catch((error: unknown) => suspectRegion(error, session.region));
  const models = watch.measure('models', () => pickModels(session, account, assistantVersion, system.now()));
  return { session, region, request, obtained, account, models };
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

interface Answers {
  readonly obtained: Obtained | undefined;
  readonly account: AccountAnswer;
}

async function obtainAndList(system: System, session: AwsSession): Promise<Answers> {
  const request = obtainRequestOf(session);
  const mayList = session.settings.bedrockDiscovery?.value.enabled !== false;
  if (request === undefined) return { obtained: undefined, account: await listWithBearer(system, session, mayList) };
  let listing: ReturnType<typeof askAccountModels> | undefined;
  const startListing = (credentials: AwsCredentials): void => {
    listing = mayList ? askAccountModels(system, { credentials }, contextOf(session)) : undefined;
  };
  const obtained = await obtain(system, withPerson(system, request), (credentials, remembered) => {
    if (remembered === undefined || kept(system, session, remembered) === undefined) startListing(credentials);
  });
  const known = obtained.identity && kept(system, session, obtained.identity);
  if (known) return { obtained, account: known };
  const answer = (await listing) ?? notAsked;
  if (obtained.identity) keepAccountModels(system, accountModelsPath(session.cacheFolder, obtained.identity, session.region), answer);
  return { obtained, account: answer };
}

const notAsked: AccountAnswer = { kind: 'unknown', why: 'bedrockDiscovery.enabled is false' };

function kept(system: System, session: AwsSession, identity: Identity): AccountAnswer | undefined {
  if (session.settings.bedrockDiscovery?.value.refreshInterval === 0) return undefined;
  return readAccountModels(system, accountModelsPath(session.cacheFolder, identity, session.region));
}

async function listWithBearer(system: System, session: AwsSession, mayList: boolean): Promise<AccountAnswer> {
  if (!mayList) return notAsked;
  const bearer = new Secret(system.env['AWS_BEARER_TOKEN_BEDROCK'] ?? '');
  const auth: BedrockAuth = { bearer };
  const identity: Identity = { account: 'api-key', arn: `arn:aws:bedrock::api-key:key/${digestOf(bearer.reveal())}`, userId: '' };
  const path = accountModelsPath(session.cacheFolder, identity, session.region);
  const known = readAccountModels(system, path);
  if (known) return known;
  const answer = await askAccountModels(system, auth, contextOf(session));
  // The only thing that says whether such a key is any good: STS does not know it.
  const failure = answer.kind === 'unknown' ? answer.failure : undefined;
  if (failure?.kind === 'invalid' || failure?.kind === 'expired') {
    failWithoutCredentials({ source: { kind: 'bearer-token' }, expectedAccount: undefined, context: contextOf(session) }, failure, undefined);
  }
  keepAccountModels(system, path, answer);
  return answer;
}
