import { basename } from 'node:path';
import { obtainRequestOf, type AwsSession } from '../auth/aws-session.ts';
import type { ObtainRequest } from '../auth/obtain.ts';
import { signInDigest } from '../auth/sign-in/sign-in-note.ts';
import { describeSource, type CredentialSource } from '../auth/source.ts';
import { loginBehind } from '../auth/sso/login-behind.ts';

/** A source that somebody's settings lead to, with all the environments that share it. */
export interface AskedSource {
  /** In full, e.g. `profile work (IAM Identity Center)`. */
  readonly label: string;
  /** As short as people say it, e.g. `profile work`. */
  readonly name: string;
  readonly environments: readonly string[];
  /** What to ask; or why there is nothing to ask. */
  readonly ask: { readonly request: ObtainRequest; readonly names: NoteNames } | { readonly whyNot: string };
}

/** Under which names it is noted that a person is needed: a sign-in that is over is one matter for all the profiles behind it. */
export interface NoteNames {
  readonly source: string;
  readonly signIn: string | undefined;
}

interface NamedSession {
  readonly environment: string | undefined;
  readonly session: AwsSession;
}

/** Each source once, in the order in which the environments name them. Pure. */
export function askedSources(sessions: readonly NamedSession[]): readonly AskedSource[] {
  const found = new Map<string, AskedSource>();
  for (const { environment, session } of sessions) {
    const asked = askedSource(session);
    const key = 'request' in asked.ask ? asked.ask.request.cachePath : asked.label;
    const environments = [...(found.get(key)?.environments ?? []), ...(environment === undefined ? [] : [environment])];
    found.set(key, { ...(found.get(key) ?? asked), environments });
  }
  return [...found.values()];
}

function askedSource(session: AwsSession): AskedSource {
  const { source } = session.choice;
  return {
    label: describeSource(source),
    name: source.kind === 'profile' ? `profile ${source.profile}` : describeSource(source),
    environments: [],
    ask: whatToAsk(session),
  };
}

function whatToAsk(session: AwsSession): AskedSource['ask'] {
  const { source } = session.choice;
  const request = obtainRequestOf(session);
  if (request === undefined || source.kind === 'key-pair') return { whyNot: whyNotRenewable(source) };
  const login = loginBehind(session.files, source);
  const names = { source: `source-${basename(request.cachePath, '.json')}`, signIn: login && `sign-in-${signInDigest(login)}` };
  return { request, names };
}

function whyNotRenewable(source: CredentialSource): string {
  return source.kind === 'bearer-token'
    ? 'such a key is good until whoever made it says so'
    : 'it stands in a variable of this shell, which a timer does not have';
}
