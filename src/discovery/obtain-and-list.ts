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
import { discoveryOff } from './discovery-off.ts';
import { keptAnswer, withDamage } from './kept-answer.ts';
import { listOnce, type ListRequest } from './list-once.ts';
import { apiKeyOwner } from './list-owner.ts';

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
    return { obtained, account: known ?? look.explained((await listing) ?? discoveryOff) };
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
  const known = look.mayList ? look.keptAt(path, since) : discoveryOff;
  if (known) return { obtained: undefined, account: known };
  const answer = await look.ask({ auth: { bearer }, whose, path: () => path, settled: Promise.resolve(), since });
  // The only thing that says whether such a key is any good: STS does not know it.
  const failure = answer.kind === 'unknown' ? answer.failure : undefined;
  if (failure?.kind === 'invalid' || failure?.kind === 'expired') {
    failWithoutCredentials({ source: { kind: 'bearer-token' }, expectedAccount: undefined, context: contextOf(session) }, failure, undefined);
  }
  return { obtained: undefined, account: look.explained(answer) };
}

function pathFor({ cacheFolder, region }: AwsSession, identity: Identity | undefined): string | undefined {
  return identity && accountModelsPath(cacheFolder, identity, region);
}

/** How one session looks for its list, by its settings. */
function lookInto(system: System, session: AwsSession) {
  const { enabled, refreshInterval } = session.settings.bedrockDiscovery?.value ?? {};
  const mayList = enabled !== false;
  const mayKeep = mayList && refreshInterval !== 0;
  const context = contextOf(session);
  const { cacheFolder, stateFolder } = session;
  let damage: string | undefined;
  return {
    mayList,

    ask: (request: Pick<ListRequest, 'auth' | 'whose' | 'path' | 'settled' | 'since'>): Promise<AccountAnswer> =>
      mayKeep ? listOnce(system, { ...request, context, cacheFolder, stateFolder }) : askAccountModels(system, request.auth, context),

    keptAt(path: string | undefined, since: number | undefined): AccountAnswer | undefined {
      const kept = path === undefined || !mayKeep ? {} : keptAnswer(system, path, since);
      damage ??= kept.damage;
      return kept.answer;
    },

    /** A new answer, with what became of the old one. */
    explained: (answer: AccountAnswer): AccountAnswer => withDamage(answer, damage),
  };
}
