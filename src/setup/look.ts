import { obtainRequestOf, type AwsSession } from '../auth/aws-session.ts';
import { ofAnyAge } from '../discovery/list-age.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { chooseSession, gatherAccount } from '../launcher/gather-aws.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { startStopwatch } from '../launcher/stopwatch.ts';
import { loadSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';
import type { Stage, StageAccount } from './stage.ts';

/** Looks at the account as a launch would, with what the draft says by now. Throws LodeError when there are no credentials. */
export type Look = () => Promise<StageAccount>;

/** Credentials that end sooner are fetched anew. */
const soonMs = 60_000;

/**
 * A look that asks AWS once for as long as nothing changes that AWS would be asked about: a service that does not answer makes the person wait once, not
 * after each question.
 */
export function lookerOf({ system }: Pick<Stage, 'system'>, environment: string | undefined): Look {
  let kept: { readonly about: string; readonly facts: AccountFacts } | undefined;
  return async () => {
    const loaded = await loadSettings(system, { flags: {}, environment, interactive: mayAsk(system), ask: true });
    const { session, region } = chooseSession(system, loaded);
    const about = aboutOf(session);
    if (kept?.about === about && lasts(kept.facts, system)) return { ...kept.facts, session, region, request: obtainRequestOf(session), loaded };
    const facts = await gatherAccount(
      system,
      loaded,
      startStopwatch(() => system.elapsed()),
      { since: ofAnyAge },
    );
    kept = { about, facts };
    return { ...facts, loaded };
  };
}

/** All that AWS is asked with: a model counts where it is, or stands for, an ARN that AWS has to describe. */
function aboutOf({ choice, region, endpoints, settings }: AwsSession): string {
  const { smallFastModelRegion, bedrockDiscovery, models, model, smallFastModel } = settings;
  const described = [model?.value, smallFastModel?.value].map((word = '') => (word.startsWith('arn:') || Object.hasOwn(models?.value ?? {}, word) ? word : ''));
  return JSON.stringify([choice.source, region, endpoints, smallFastModelRegion?.value, bedrockDiscovery?.value, models?.value, described]);
}

function lasts({ obtained }: AccountFacts, system: System): boolean {
  const end = obtained?.credentials.expiration;
  return end === undefined || end - soonMs > system.now();
}
