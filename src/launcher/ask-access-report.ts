import { contextOf } from '../auth/aws-session.ts';
import { askDataRetention } from '../discovery/data-retention.ts';
import { askAccess } from '../discovery/model-access.ts';
import { askUseCaseForm, type FormState } from '../discovery/use-case-form.ts';
import { isAnthropic, needsRetention, type AccessReport, type AccessRow } from '../models/access-report.ts';
import type { ModelAccess } from '../models/model-access.ts';
import type { System } from '../system/system.ts';
import type { AccountFacts } from './facts.ts';
import { bedrockAuthOf } from './session-auth.ts';
import type { WantedModel } from './wanted-models.ts';

/** What AWS says of these models and of what they need: access, the use-case form and data retention, asked side by side. Changes nothing; never throws for what AWS says. */
export async function askAccessReport(system: System, facts: AccountFacts, models: readonly WantedModel[]): Promise<AccessReport> {
  const [auth, context] = [bedrockAuthOf(system, facts), contextOf(facts.session)];
  const rows = rowsOf(models);
  const [access, form, retention] = await Promise.all([
    askAccess(
      system,
      auth,
      context,
      rows.flatMap(({ baseId }) => baseId ?? []),
    ),
    rows.some((row) => isAnthropic(row)) ? askUseCaseForm(auth, context) : undefined,
    rows.some((row) => needsRetention(row)) ? askDataRetention(auth, context) : undefined,
  ]);
  return {
    region: facts.session.region,
    account: facts.obtained?.identity?.account,
    rows: rows.map((row) => withAccess(row, access)),
    form: form && formOf(form),
    retention: retention?.kind === 'mode' ? retention.mode : undefined,
  };
}

/** One row per model, however many names lead to it. */
function rowsOf(models: readonly WantedModel[]): readonly Omit<AccessRow, 'access'>[] {
  const groups = new Map<string, WantedModel[]>();
  for (const model of models) groups.set(model.baseId ?? model.id, [...(groups.get(model.baseId ?? model.id) ?? []), model]);
  return [...groups.values()].map((group) => ({
    usedFor: [...new Set(group.map(({ usedFor }) => usedFor))],
    asked: group.some(({ asked }) => asked),
    label: group[0]?.label ?? '',
    ids: [...new Set(group.map(({ id }) => id))],
    baseId: group[0]?.baseId,
  }));
}

function withAccess(row: Omit<AccessRow, 'access'>, access: ReadonlyMap<string, ModelAccess>): AccessRow {
  return { ...row, access: row.baseId === undefined ? undefined : access.get(row.baseId) };
}

function formOf(state: FormState): NonNullable<AccessReport['form']> {
  return state.kind === 'untold' ? { state: 'untold', why: `${state.failure.name}: ${state.failure.message}` } : { state: state.kind };
}
