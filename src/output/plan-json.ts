import type { Plan } from '../launcher/plan.ts';
import { Secret } from '../secret.ts';
import type { System } from '../system/system.ts';

/** The plan as one versioned document; it only grows. A secret shows as `[secret]`. Pure. */
export function planDocument(plan: Plan): Readonly<Record<string, unknown>> {
  return {
    schema: 1,
    assistant: plan.assistant,
    identity: plan.identity ?? null,
    source: plan.source,
    region: plan.region,
    expiration: plan.expiration === undefined ? null : new Date(plan.expiration).toISOString(),
    models: { main: plan.models.main, small: plan.models.small, tiers: plan.models.tiers },
    modelWord: plan.modelWord ?? null,
    command: [plan.file, ...plan.args],
    environment: plan.environment.map(({ name, value, why }) => ({ name, value: value instanceof Secret ? '[secret]' : value, why })),
    files: plan.files.map(({ path, mode, why }) => ({ path, mode: mode.toString(8), why })),
    notes: plan.notes,
    decisions: plan.decisions,
    endpoint: plan.endpoint ?? null,
  };
}

export function writePlanJson({ terminal }: System, plan: Plan): void {
  terminal.out(`${JSON.stringify(planDocument(plan), null, 2)}\n`);
}
