import { fail } from '../../errors.ts';
import { describeOrigin, type Resolved } from '../../settings/origin.ts';
import type { Handover } from '../../settings/settings.ts';
import type { Obstacle } from './obstacle.ts';

/** How a session's credentials get to the assistant. */
export type HandoverChoice =
  | { readonly kind: 'endpoint' }
  /** `why` says what stands in the way of an endpoint, when one was wanted. */
  | { readonly kind: 'environment'; readonly why?: string }
  /** The assistant has a way of its own; `note` when another one was asked for. */
  | { readonly kind: 'own'; readonly note?: string };

export interface HandoverQuestion {
  readonly assistant: { readonly name: string; readonly label: string; readonly sdkChain?: unknown };
  /** Undefined: nobody said anything. */
  readonly wish: Resolved<Handover> | undefined;
  /** Whether there are credentials at all: a Bedrock API key is handed over as it is. */
  readonly renewable: boolean;
  /** What was found on this machine. */
  readonly found: Obstacle | undefined;
  /** Variables of the setting `env`. */
  readonly extraVariables: Readonly<Record<string, string>>;
  /** Why there can be no endpoint here at all. */
  readonly noEndpoint: string | undefined;
}

/**
 * Chooses the way: an endpoint for an assistant that reads the SDK's chain, unless something would beat it there. Pure. Throws `handover.obstructed`
 * when the endpoint was asked for by name and cannot be.
 */
export function chooseHandover(question: HandoverQuestion): HandoverChoice {
  const { assistant, wish, renewable } = question;
  if (assistant.sdkChain === undefined) return ownWay(wish, `${assistant.label} asks lode for credentials itself whenever it needs some`);
  if (!renewable) return ownWay(wish, `a Bedrock API key is handed to ${assistant.label} as it is`);
  if (wish?.value === 'environment') return { kind: 'environment' };
  const obstacle = obstacleTo(question);
  if (obstacle === undefined) return { kind: 'endpoint' };
  if (wish?.value === 'endpoint') return obstructed(question, wish, obstacle);
  return { kind: 'environment', why: `An endpoint that renews them is not used: ${obstacle.what}.` };
}

/** A wish in a file may be meant for another assistant; one made for this launch is answered. */
function ownWay(wish: HandoverQuestion['wish'], why: string): HandoverChoice {
  const isForThisLaunch = wish?.origin.kind === 'flag' || wish?.origin.kind === 'variable';
  if (!isForThisLaunch || wish.value === 'auto') return { kind: 'own' };
  return { kind: 'own', note: `handover "${wish.value}" (set by ${describeOrigin(wish.origin)}) is not needed: ${why}.` };
}

/** Variables by which other AWS files would be read than those that were looked at. */
const movesFiles: readonly string[] = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'HOME', 'USERPROFILE'];

function obstacleTo({ assistant, found, extraVariables, noEndpoint }: HandoverQuestion): Obstacle | undefined {
  if (noEndpoint !== undefined) return { what: noEndpoint };
  const moved = movesFiles.find((name) => extraVariables[name] !== undefined);
  if (moved === undefined) return found;
  const what = `the setting env gives ${assistant.label} another ${moved}, and credentials in the AWS files there could be taken before an endpoint's`;
  return { what, hint: `Take ${moved} out of the setting env: lode config list` };
}

function obstructed({ assistant }: HandoverQuestion, wish: Resolved<Handover>, { what, hint }: Obstacle): never {
  return fail({
    code: 'handover.obstructed',
    exit: 'user',
    message: `${assistant.label} cannot get its credentials from an endpoint, as handover says (set by ${describeOrigin(wish.origin)}): ${what}.`,
    hints: [...(hint === undefined ? [] : [hint]), `Or let the session end with its credentials: lode --handover environment ${assistant.name}`],
  });
}
