import { readApiKey, type ApiKeyReading } from '../../auth/api-key.ts';
import { readAwsFiles } from '../../auth/aws-files.ts';
import { detectSource, type SourceChoice } from '../../auth/detect.ts';
import { describeOrigin } from '../../settings/origin.ts';
import type { LoadedSettings } from '../../settings/load.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { andThen, look, seen } from '../look.ts';
import type { Looked } from '../probe.ts';
import { keyKindOf, type KeyKind } from './credentials-keys.ts';
import { loginFileOf, type LoginFile } from './credentials-login.ts';
import { signInOf, type SignIn } from './credentials-sign-in.ts';
import { credentialVariables, type CredentialVariable } from './credentials-variables.ts';

/** Where a launch's credentials come from; nothing in it is secret. */
export interface CredentialFacts {
  /** The source that wins; also known where the region is not. */
  readonly choice: Looked<SourceChoice>;
  /** The profile that a launch uses, or would use if it could, and who names it. */
  readonly wanted: WantedProfile | undefined;
  /** Whether a setting or flag says which source is used, and not only what happens to be in the environment. */
  readonly explicit: boolean;
  readonly variables: readonly CredentialVariable[];
  /** Of AWS_BEARER_TOKEN_BEDROCK; undefined when it is not set. */
  readonly apiKey: ApiKeyReading | undefined;
  readonly signIn: SignIn | undefined;
  readonly login: LoginFile | undefined;
  readonly key: KeyKind | undefined;
}

export interface WantedProfile {
  readonly name: string;
  readonly setBy: string;
}

/** Looks at the source of credentials and at the files behind it; asks nobody. */
export async function gatherCredentials(system: System, { loaded }: DoctorBase): Promise<CredentialFacts> {
  const { env } = system;
  const files = await look(() => readAwsFiles(system));
  const choice = await andThen(loaded, ({ settings: { awsProfile, awsCredentialExport } }) =>
    andThen(files, (read) => detectSource({ env, awsProfile, awsCredentialExport, files: read })),
  ).then(flat);
  const [chosen, settings] = [seen(choice), seen(loaded)?.settings];
  const bearer = env['AWS_BEARER_TOKEN_BEDROCK'];
  const read = seen(files);
  return {
    choice,
    wanted: wantedProfile(chosen, settings, env['AWS_PROFILE']),
    explicit: settings?.awsProfile !== undefined || settings?.awsCredentialExport !== undefined,
    variables: credentialVariables(env),
    apiKey: bearer ? readApiKey(bearer) : undefined,
    signIn: read && chosen && signInOf(system, read, chosen.source),
    login: read && chosen && loginFileOf(system, read, chosen.source),
    key: read && chosen && keyKindOf(read, chosen.source, env),
  };
}

/** What stands in the way of the outer or of the inner look. */
function flat<T>(looked: Looked<Looked<T>>): Looked<T> {
  return looked.kind === 'seen' ? looked.value : looked;
}

function wantedProfile(
  chosen: SourceChoice | undefined,
  settings: LoadedSettings['settings'] | undefined,
  ambient: string | undefined,
): WantedProfile | undefined {
  const named = settings?.awsProfile;
  if (chosen !== undefined && chosen.source.kind !== 'profile') return undefined;
  const name = chosen?.source.kind === 'profile' ? chosen.source.profile : (named?.value ?? ambient);
  if (!name) return undefined;
  if (named?.value === name) return { name, setBy: describeOrigin(named.origin) };
  return { name, setBy: ambient === name ? 'AWS_PROFILE' : 'nobody: it is the default' };
}
