import { startStopwatch, type Stopwatch } from './stopwatch.ts';
import { gatherAccount, gatherAws, type AccountWish } from './gather-aws.ts';
import type { AccountFacts, AwsFacts } from './facts.ts';
import { mayAsk } from './may-ask.ts';
import type { GivenFlags } from '../settings/given.ts';
import { loadSettings, type LoadedSettings } from '../settings/load.ts';
import type { Origin } from '../settings/origin.ts';
import type { System } from '../system/system.ts';

/** What commands that look at AWS without launching anything are given. */
export interface SessionRequest {
  readonly flags: GivenFlags;
  readonly environment: string | undefined;
}

/** The settings and AWS facts a launch would use, without an assistant. Throws what a launch would throw. */
export async function gatherSession(system: System, { flags, environment }: SessionRequest): Promise<AwsFacts & { loaded: LoadedSettings; watch: Stopwatch }> {
  const watch = startStopwatch(() => system.elapsed());
  const loaded = await watch.measureAsync('settings', () => loadSettings(system, { flags, environment, interactive: mayAsk(system), ask: true }));
  return { ...(await gatherAws(system, loaded, watch)), loaded, watch };
}

/**
 * Settings and account, without a choice of models: for commands that show what there is, also where nothing fits the settings. The region is that of
 * `bedrockDiscovery.region` where it is set and no region is named by a flag, a variable or an environment. Throws LodeError when there are no credentials.
 */
export async function gatherAccountSession(
  system: System,
  { flags, environment }: SessionRequest,
  wish: (loaded: LoadedSettings) => AccountWish = () => ({}),
): Promise<AccountFacts & { loaded: LoadedSettings }> {
  const watch = startStopwatch(() => system.elapsed());
  const loaded = inDiscoveryRegion(await loadSettings(system, { flags, environment, interactive: mayAsk(system), ask: true }));
  return { ...(await gatherAccount(system, loaded, watch, wish(loaded))), loaded };
}

function inDiscoveryRegion(loaded: LoadedSettings): LoadedSettings {
  const { region, bedrockDiscovery } = loaded.settings;
  const elsewhere = bedrockDiscovery?.value.region;
  if (bedrockDiscovery === undefined || elsewhere === undefined || (region !== undefined && isNamed(region.origin))) return loaded;
  return { ...loaded, settings: { ...loaded.settings, region: { value: elsewhere, origin: bedrockDiscovery.origin, overridden: [] } } };
}

/** Whether somebody asked for this region, and not only said which one is used as a rule. */
function isNamed(origin: Origin): boolean {
  return origin.kind === 'flag' || origin.kind === 'variable' || (origin.kind === 'file' && origin.key.startsWith('environments.'));
}
