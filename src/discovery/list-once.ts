import { join } from 'node:path';
import type { AwsContext } from '../aws/aws-context.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { singleFlight } from '../auth/single-flight.ts';
import { LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';
import { askAccountModels, type AccountAnswer } from './account-list.ts';
import { keepList, readKeptList } from './kept-list.ts';
import { isEnough } from './list-age.ts';
import { noteTrouble, readTrouble, troubleAnswer } from './list-trouble.ts';

export interface ListRequest {
  readonly auth: BedrockAuth;
  readonly context: AwsContext;
  readonly cacheFolder: string;
  readonly stateFolder: string;
  /** Tells these credentials from others, by digest. */
  readonly whose: string;
  /** Where the list is kept; undefined until it is known whose credentials these are. */
  readonly path: () => string | undefined;
  /** Settles when `path` knows, or never will. */
  readonly settled: Promise<unknown>;
  /** A kept list is as good as a new one when it was fetched at this time (ms since the epoch) or later; undefined: any kept answer is. */
  readonly since: number | undefined;
}

/** Longer than ten pages of a slow account take. */
const patienceMs = 60_000;

/**
 * The account's list, asked for by one process on the machine however many want it: the others take what it kept, or share its failure. Never
 * throws for what AWS says.
 */
export async function listOnce(system: System, request: ListRequest): Promise<AccountAnswer> {
  const began = system.now();
  const name = `models-${request.context.region}-${request.whose}`;
  const before = join(request.cacheFolder, 'models', `${name}.json`);
  try {
    return await singleFlight<AccountAnswer>(system, {
      name,
      what: `listing the models of ${request.context.region}`,
      stateFolder: request.stateFolder,
      waitMs: patienceMs,
      look: () => lookFor(system, [request.path(), before], request.since, began),
      meanwhile: () => undefined,
      work: async () => {
        const answer = await askAccountModels(system, request.auth, request.context);
        await request.settled;
        const path = request.path();
        noteTrouble(system, path ?? before, answer);
        return path === undefined ? answer : keepList(system, path, answer);
      },
    });
  } catch (error) {
    // A list is not worth a launch: whoever hangs with the lock in hand is passed by.
    if (error instanceof LodeError && error.failure.code === 'credentials.busy') return askAccountModels(system, request.auth, request.context);
    throw error;
  }
}

/** What somebody else's question has led to since we began. */
function lookFor(system: System, paths: readonly (string | undefined)[], since: number | undefined, began: number): AccountAnswer | undefined {
  for (const path of paths) {
    if (path === undefined) continue;
    const kept = readKeptList(system, path);
    if (kept.kind === 'kept' && isEnough(kept.answer, since, system.now())) return kept.answer;
    const trouble = readTrouble(system, path);
    if (trouble !== undefined && trouble.at >= began) return troubleAnswer(trouble);
  }
  return undefined;
}
