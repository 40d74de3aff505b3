import type { LaunchFacts } from '../../launcher/facts.ts';
import type { System } from '../../system/system.ts';
import { obtainQuietly, type DoctorBase } from '../doctor-base.ts';
import { seen } from '../look.ts';

/** What lode planned. */
export interface Wanted {
  /** Access key IDs that lode hands out; empty for an API key. */
  readonly accessKeyIds: readonly string[];
  readonly principal: string | undefined;
  readonly account: string | undefined;
  readonly region: string;
  readonly main: string;
  /** Every pinned ID and the region in which it is called. */
  readonly regions: Readonly<Record<string, string>>;
}

/** Credentials may have been renewed meanwhile, by the trial's own helper or by another process. */
export async function wantedOf(system: System, base: DoctorBase, { obtained, models, session: { region } }: LaunchFacts): Promise<Wanted> {
  const now = obtained && seen(await obtainQuietly(system, base).obtained);
  const keys = [obtained, now].flatMap((each) => (each === undefined ? [] : [each.credentials.accessKeyId]));
  const pinned = [models.main, models.small, ...Object.values(models.tiers)];
  return {
    accessKeyIds: [...new Set(keys)],
    principal: obtained?.identity?.arn,
    account: obtained?.identity?.account,
    region,
    main: models.main.id,
    regions: Object.fromEntries(pinned.map((choice) => [choice.id, choice.region ?? region])),
  };
}
