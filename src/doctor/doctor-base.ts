import { obtainRequestOf, type AwsSession } from '../auth/aws-session.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { obtain, type Obtained } from '../auth/obtain.ts';
import type { RegionChoice } from '../auth/region.ts';
import { fail, type Failure } from '../errors.ts';
import { chooseSession } from '../launcher/gather-aws.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { loadSettings, type LoadedSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';
import { andThen, look } from './look.ts';
import type { Looked } from './probe.ts';

/** What the doctor was asked to do. */
export interface DoctorRequest extends SessionRequest {
  /** The assistant whose launch is looked at. */
  readonly assistant: string;
  /** Whether models may be asked, which costs money; agreed to by `yes`, or by a person. */
  readonly probe: boolean;
  /** Whether the assistant itself is run, against a stand-in for Bedrock on this machine. */
  readonly through: boolean;
  readonly yes: boolean;
}

/** What every gatherer builds on, looked at once: settings, then source and region, each as far as it goes. */
export interface DoctorBase {
  readonly request: DoctorRequest;
  readonly loaded: Looked<LoadedSettings>;
  readonly session: Looked<{ readonly session: AwsSession; readonly region: RegionChoice }>;
}

const nobodyToAgree: Failure = {
  code: 'doctor.nobody-to-agree',
  exit: 'usage',
  message: 'Nothing was looked at: --probe sends requests that cost money, and nobody is here to agree.',
  hints: ['Agree beforehand and add --yes: lode doctor --probe --yes'],
};

/** Reads settings and AWS files as a launch does, and asks nobody. Throws LodeError (exit 2) for probes that nobody can agree to. */
export async function gatherBase(system: System, request: DoctorRequest): Promise<DoctorBase> {
  const { flags, environment, probe, yes } = request;
  if (probe && !yes && !mayAsk(system)) fail(nobodyToAgree);
  const loaded = await look(() => loadSettings(system, { flags, environment, interactive: false, ask: false }));
  const session = await andThen(loaded, (settings) => chooseSession(system, settings));
  return { request, loaded, session };
}

/** Credentials under way: who they are is asked of AWS, and what needs only them can start before the answer. */
export interface ComingCredentials {
  /** Undefined inside: an API key. */
  readonly obtained: Promise<Looked<Obtained | undefined>>;
  /** The credentials themselves, as soon as they are there; undefined when there are none, and for an API key. Never rejects. */
  readonly early: Promise<AwsCredentials | undefined>;
}

/** Credentials of the session as a launch gets them, asked anew whose they are, but for what a person or `awsAuthRefresh` would do. */
export function obtainQuietly(system: System, { session }: DoctorBase): ComingCredentials {
  let arrived: (credentials: AwsCredentials | undefined) => void = () => undefined;
  const early = new Promise<AwsCredentials | undefined>((resolve) => (arrived = resolve));
  const obtained = andThen(session, ({ session: chosen }) => {
    const request = obtainRequestOf(chosen);
    return request === undefined ? undefined : obtain(system, { ...request, awsAuthRefresh: undefined, person: false, proveAnew: true }, arrived);
  });
  obtained.then(
    () => arrived(undefined),
    () => arrived(undefined),
  );
  return { obtained, early };
}
