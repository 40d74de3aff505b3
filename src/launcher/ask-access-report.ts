import { contextOf } from '../auth/aws-session.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
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
    askRegions(system, auth, context, rows),
    rows.some((row) => isAnthropic(row)) ? askUseCaseForm(auth, context) : undefined,
    rows.some((row) => needsRetention(row) && row.region === undefined) ? askDataRetention(auth, context) : undefined,
  ]);
  return {
    region: facts.session.region,
    account: facts.obtained?.identity?.account,
    rows: rows.map((row) => withAccess(row, access, context.region)),
    form: form && formOf(form),
    retention: retention?.kind === 'mode' ? retention.mode : undefined,
    ...(retention?.kind === 'untold' ? { retentionWhy: retention.why } : {}),
  };
}

type Row = Omit<AccessRow, 'access'>;
type Answers = ReadonlyMap<string, ReadonlyMap<string, ModelAccess>>;

/** Each row in the region where its model is called; the answers by region and base ID. */
async function askRegions(system: System, auth: BedrockAuth, context: AwsContext, rows: readonly Row[]): Promise<Answers> {
  const regions = [...new Set(rows.map(({ region = context.region }) => region))];
  const asked = regions.map(async (region) => {
    const there = rows.filter((row) => (row.region ?? context.region) === region);
    const baseIds = there.flatMap(({ baseId }) => baseId ?? []);
    return [region, await askAccess(system, auth, { ...context, region }, baseIds)] as const;
  });
  return new Map(await Promise.all(asked));
}

/** One row per model and region, however many names lead to it. */
function rowsOf(models: readonly WantedModel[]): readonly Row[] {
  const groups = new Map<string, WantedModel[]>();
  for (const model of models) {
    const key = `${model.baseId ?? model.id} ${model.region ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), model]);
  }
  return [...groups.values()].map((group) => ({
    usedFor: [...new Set(group.map(({ usedFor }) => usedFor))],
    asked: group.some(({ asked }) => asked),
    label: group[0]?.label ?? '',
    ids: [...new Set(group.map(({ id }) => id))],
    baseId: group[0]?.baseId,
    ...(group[0]?.region === undefined ? {} : { region: group[0].region }),
  }));
}

function withAccess(row: Row, answers: Answers, here: string): AccessRow {
  return { ...row, access: row.baseId === undefined ? undefined : answers.get(row.region ?? here)?.get(row.baseId) };
}

function formOf(state: FormState): NonNullable<AccessReport['form']> {
  return state.kind === 'untold' ? { state: 'untold', why: `${state.failure.name}: ${state.failure.message}` } : { state: state.kind };
}
