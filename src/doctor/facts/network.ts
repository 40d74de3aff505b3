import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { seen } from '../look.ts';
import { gatherBundles, type BundleFacts } from './network-bundles.ts';
import { gatherEndpoints, type EndpointFacts } from './network-endpoints.ts';
import { gatherMetadata, type MetadataFacts } from './network-metadata.ts';
import { proxyVariables, type ProxyVariable } from './network-proxies.ts';

/** The way from this machine to AWS. */
export interface NetworkFacts {
  readonly platform: NodeJS.Platform;
  /** Undefined where source and region could not be chosen: then there is no host to reach. */
  readonly endpoints: readonly EndpointFacts[] | undefined;
  /** Every proxy variable that is set. */
  readonly proxies: readonly ProxyVariable[];
  /** Every file of certificates that somebody named. */
  readonly bundles: readonly BundleFacts[];
  /** NODE_TLS_REJECT_UNAUTHORIZED is 0. */
  readonly trustsAnybody: boolean;
  readonly metadata: MetadataFacts;
}

/** Looks at the way to AWS: every host of the session is asked once, unsigned, all side by side, each for five seconds at most. */
export async function gatherNetwork(system: System, base: DoctorBase): Promise<NetworkFacts> {
  const session = seen(base.session)?.session;
  const [endpoints, metadata] = await Promise.all([session && gatherEndpoints(system, session), gatherMetadata(system, session)]);
  return {
    platform: system.platform,
    endpoints,
    proxies: proxyVariables(system.env),
    bundles: gatherBundles(system, base),
    trustsAnybody: system.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    metadata,
  };
}
