import { contextOf, obtainRequestOf, type AwsSession } from '../auth/aws-session.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { failWithoutCredentials } from '../auth/credential-failure.ts';
import { identityProofPath, readIdentityProof, type Identity } from '../auth/identity.ts';
import { obtain, type Obtained, type ObtainRequest } from '../auth/obtain.ts';
import { credentialDigest } from '../auth/source-digest.ts';
import { digestOf } from '../digest.ts';
import { ofProviders } from '../models/provider-filter.ts';
import { Secret } from '../secret.ts';
import type { System } from '../system/system.ts';
import { accountModelsPath, askAccountModels, type AccountAnswer } from './account-list.ts';
import { readKeptList } from './kept-list.ts';
import { isOf } from './list-age.ts';
import { listOnce, type ListRequest } from './list-once.ts';
import { apiKeyOwner } from './list-owner.ts';
import { readTrouble } from './list-trouble.ts';

/** Credentials, and what the account says of its models. */
export interface ObtainedAndListed {
  /** Undefined for a bearer token. */
  readonly obtained: Obtained | undefined;
  readonly account: AccountAnswer;
}

/**
 * Credentials of a session and the models of its account. A list that is kept is used, however old, unless it must be of `since` (ms since the
 * epoch) or later; else the account is asked beside the identity check. Throws LodeError when there are no credentials.
 */
export async function obtainAndList(
  system: System,
  session: AwsSession,
  withPerson: (request: ObtainRequest) => ObtainRequest,
  since?: number,
): Promise<ObtainedAndListed> {
  const request = obtainRequestOf(session);
  const found = request === undefined ? await listWithBearer(system, session, since) : await listBeside(system, session, withPerson(request), since);
  const { account } = found;
  if (account.kind === 'unknown') return found;
  const models = ofProviders(account.models, session.settings.bedrockDiscovery?.value.providerFilter ?? []);
  return { ...found, account: { ...account, models } };
}

async function listBeside(system: System, session: AwsSession, request: ObtainRequest, since: number | undefined): Promise<ObtainedAndListed> {
  const look = lookInto(system, session);
  let listing: Promise<AccountAnswer> | undefined;
  let settle = (): void => undefined;
  const startListing = (credentials: AwsCredentials): void => {
    settle();
    const settled = new Promise<void>((resolve) => (settle = resolve));
    const proof = identityProofPath(session.cacheFolder, credentialDigest(credentials));
    const identity = (): Identity | undefined => readIdentityProof(system.files, proof, system.now());
    const path = (): string | undefined => pathFor(session, identity());
    listing = look.ask({ auth: { credentials }, whose: credentialDigest(credentials), path, settled, since });
  };
  try {
    const obtained = await obtain(system, request, (credentials, remembered) => {
      if (look.mayList && (remembered === undefined || look.keptAt(pathFor(session, remembered), since) === undefined)) startListing(credentials);
    });
    settle();
    const path = pathFor(session, obtained.identity);
    const known = look.keptAt(path, since);
    return { obtained, account: known ?? look.explained(path, (await listing) ?? notAsked) };
  } catch (error) {
    settle();
    listing?.catch(() => undefined);
    throw error;
  }
}

async function listWithBearer(system: System, session: AwsSession, since: number | undefined): Promise<ObtainedAndListed> {
  const look = lookInto(system, session);
  const bearer = new Secret(system.env['AWS_BEARER_TOKEN_BEDROCK'] ?? '');
  const whose = digestOf(bearer.reveal());
  const path = pathFor(session, apiKeyOwner(whose));
  const known = look.mayList ? look.keptAt(path, since) : notAsked;
  if (known) return { obtained: undefined, account: known };
  const answer = await look.ask({ auth: { bearer }, whose, path: () => path, settled: Promise.resolve(), since });
  // The only thing that says whether such a key is any good: STS does not know it.
  const failure = answer.kind === 'unknown' ? answer.failure : undefined;
  if (failure?.kind === 'invalid' || failure?.kind === 'expired') {
    failWithoutCredentials({ source: { kind: 'bearer-token' }, expectedAccount: undefined, context: contextOf(session) }, failure, undefined);
  }
  return { obtained: undefined, account: look.explained(path, answer) };
}

const notAsked: AccountAnswer = { kind: 'unknown', why: 'bedrockDiscovery.enabled is false' };

function pathFor({ cacheFolder, region }: AwsSession, identity: Identity | undefined): string | undefined {
  return identity && accountModelsPath(cacheFolder, identity, region);
}

/** How one session looks for its list, by its settings. */
function lookInto(system: System, session: AwsSession) {
  const { enabled, refreshInterval } = session.settings.bedrockDiscovery?.value ?? {};
  const mayKeep = refreshInterval !== 0;
  const context = contextOf(session);
  const { cacheFolder, stateFolder } = session;
  let unusable: string | undefined;
  return {
    mayList: enabled !== false,

    ask: (request: Pick<ListRequest, 'auth' | 'whose' | 'path' | 'settled' | 'since'>): Promise<AccountAnswer> =>
      mayKeep ? listOnce(system, { ...request, context, cacheFolder, stateFolder }) : askAccountModels(system, request.auth, context),

    keptAt(path: string | undefined, since: number | undefined): AccountAnswer | undefined {
      if (path === undefined || !mayKeep) return undefined;
      const kept = readKeptList(system, path);
      if (kept.kind === 'unusable') unusable = kept.why;
      if (kept.kind !== 'kept') return undefined;
      const { answer } = kept;
      if (since !== undefined && (answer.kind === 'unknown' || !isOf(answer.models, since, system.now()))) return undefined;
      return { ...answer, notes: renewalNotes(system, path, answer) };
    },

    /** A new answer, with what became of the old one. */
    explained(path: string | undefined, answer: AccountAnswer): AccountAnswer {
      if (unusable === undefined || path === undefined) return answer;
      return { ...answer, notes: [`The kept model list was not used, and the account was asked anew: ${unusable} (${path}).`] };
    },
  };
}

/** Said of a list that outlived a failed renewal. */
function renewalNotes(system: System, path: string, answer: AccountAnswer): readonly string[] {
  const trouble = readTrouble(system, path);
  if (trouble === undefined || answer.kind === 'unknown' || trouble.at <= answer.models.fetchedAt) return [];
  const [since, at] = [answer.models.fetchedAt, trouble.at].map((time) => new Date(time).toISOString());
  return [`The model list is of ${since}; renewing it failed at ${at} (${trouble.why}). Try again: lode models refresh`];
}
