import type { AwsSession } from '../auth/aws-session.ts';
import type { System } from '../system/system.ts';
import { askedSources } from './asked-source.ts';
import { renewSource } from './renew-source.ts';
import type { EnvironmentTrouble, Look } from './watch.ts';

type Found = { readonly environment: string | undefined } & ({ readonly session: AwsSession } | { readonly trouble: EnvironmentTrouble['failure'] });

/** Looks at every source that these environments lead to, each once, side by side. */
export async function lookAt(system: System, found: readonly Found[]): Promise<Look> {
  const sessions = found.flatMap((each) => ('session' in each ? [each] : []));
  const troubles = found.flatMap((each) => ('trouble' in each ? [{ environment: each.environment, failure: each.trouble }] : []));
  return { states: await Promise.all(askedSources(sessions).map((asked) => renewSource(system, asked))), troubles };
}
