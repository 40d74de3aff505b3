import type { SandboxRequest } from './exchange.ts';
import type { AccessKey } from './identities.ts';
import type { Route } from './route.ts';
import type { World } from './world.ts';

/** A request with all that is known before its service answers it. */
export interface Call {
  readonly world: World;
  readonly request: SandboxRequest;
  readonly route: Route;
  /** The region it is signed for, or its API key is bound to; undefined for unsigned calls. */
  readonly region?: string | undefined;
  /** Whose call it is, once proven. */
  readonly caller?: AccessKey | undefined;
}

/** Whose account it is about; empty for calls that nobody signed. */
export const accountOf = ({ caller }: Call): string => caller?.account ?? '';

export const regionOf = ({ region }: Call): string => region ?? '';
