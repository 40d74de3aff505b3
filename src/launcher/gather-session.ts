import { startStopwatch, type Stopwatch } from './stopwatch.ts';
import { gatherAws } from './gather-aws.ts';
import type { AwsFacts } from './facts.ts';
import { mayAsk } from './may-ask.ts';
import type { GivenFlags } from '../settings/given.ts';
import { loadSettings, type LoadedSettings } from '../settings/load.ts';
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
  return { ...(await gatherAws(system, loaded, undefined, watch)), loaded, watch };
}
