import type { AwsContext } from '../aws/aws-context.ts';
import { fingerprint } from '../digest.ts';
import type { AwsFiles } from './aws-files.ts';
import { credentialCachePath } from './credential-cache.ts';
import type { SourceChoice } from './detect.ts';
import { fixedEnvironment, type HandoverRecord } from './handover-record.ts';
import { patienceMs } from './keeping-place.ts';
import type { ObtainRequest } from './obtain.ts';
import { profileMeaning } from './profile-meaning.ts';
import { profileAccount } from './profiles.ts';
import { sourceDigest } from './source-digest.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { describeOrigin } from '../settings/origin.ts';
import type { Endpoints } from '../settings/settings.ts';
import type { Environment } from '../system/system.ts';

/** STS answers in well under a second; more than this is network trouble. */
const callLimitMs = 5000;

/** Everything that decides which credentials a session uses and where they are asked for. */
export interface AwsSession {
  readonly choice: SourceChoice;
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly files: AwsFiles;
  readonly env: Environment;
  readonly cacheFolder: string;
  readonly stateFolder: string;
  readonly cwd: string;
  readonly settings: LoadedSettings['settings'];
}

/** What the calls to AWS need to know of a session. Pure. */
export function contextOf({ region, endpoints, env, files }: AwsSession): AwsContext {
  return { region, endpoints, env, configFile: files.paths.config, credentialsFile: files.paths.credentials, callLimitMs };
}

/** What it takes to obtain the session's credentials; undefined for a bearer token, which is nobody's to obtain. Pure. */
export function obtainRequestOf(session: AwsSession): ObtainRequest | undefined {
  const { choice, files, env, endpoints, cwd, settings, cacheFolder, stateFolder } = session;
  const { source } = choice;
  if (source.kind === 'bearer-token') return undefined;
  const profile = source.kind === 'profile' ? files.profiles.get(source.profile) : undefined;
  const exportOrigin = settings.awsCredentialExport?.origin;
  return {
    source,
    setBy: exportOrigin === undefined ? '' : describeOrigin(exportOrigin),
    context: contextOf(session),
    cachePath: credentialCachePath(cacheFolder, sourceDigest(source, { files, env, endpoints, cwd })),
    place: { cacheFolder, stateFolder, waitMs: patienceMs },
    cwd,
    awsAuthRefresh: settings.awsAuthRefresh,
    person: false,
    expectedAccount: profile === undefined ? undefined : profileAccount(profile),
    meaning: source.kind === 'profile' ? profileMeaning(files, source.profile) : undefined,
  };
}

/** The record that lets `lode credentials` answer for this session later, and the name it is kept under. Pure. */
export function handoverRecordOf(request: ObtainRequest): { readonly name: string; readonly text: string } {
  const record: HandoverRecord = {
    version: 1,
    source: request.source,
    setBy: request.setBy,
    region: request.context.region,
    endpoints: request.context.endpoints,
    configFile: request.context.configFile,
    credentialsFile: request.context.credentialsFile,
    cachePath: request.cachePath,
    cacheFolder: request.place.cacheFolder,
    stateFolder: request.place.stateFolder,
    expectedAccount: request.expectedAccount ?? null,
    ...(request.meaning === undefined ? {} : { meaning: request.meaning }),
    cwd:
      request.source.kind === 'export-script' || (request.source.kind === 'profile' && ['process', 'role'].includes(request.source.via)) ? request.cwd : null,
    env: fixedEnvironment(request.context.env),
  };
  const text = `${JSON.stringify(record, null, 2)}\n`;
  return { name: `${fingerprint(text)}.json`, text };
}
