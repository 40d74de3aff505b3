import { listEveryRegion, type RegionAnswer } from '../discovery/every-region.ts';
import { fail } from '../errors.ts';
import { gatherFreshAccount } from '../launcher/fresh-account.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { listRows } from '../launcher/list-rows.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { spreadOf } from '../models/listing/by-geography.ts';
import type { ModelRow } from '../models/listing/model-row.ts';
import { shownRows, type RowFilter } from '../models/listing/row-filter.ts';
import { rowDocument } from '../output/models-document.ts';
import { progressLine } from '../output/progress-line.ts';
import { regionNotes } from '../output/region-notes.ts';
import { regionsTable } from '../output/regions-table.ts';
import type { Settings } from '../settings/settings.ts';
import type { System } from '../system/system.ts';

export interface ListRegionsRequest extends SessionRequest {
  readonly filter: RowFilter;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** From how many regions of the partition each model can be called, by geography; as data, every row of every region. Throws LodeError. */
export async function listRegionsCommand(system: System, request: ListRegionsRequest): Promise<number> {
  const facts = await gatherFreshAccount(system, request);
  const { session, obtained, account } = facts;
  if (session.settings.bedrockDiscovery?.value.enabled === false) refuseDisabled();
  const progress = progressLine(system.terminal);
  const answers = await listEveryRegion(system, {
    session,
    auth: bedrockAuthOf(system, facts),
    identity: obtained?.identity,
    known: account,
    onProgress: (answered, all) => request.quiet || progress.show(`lode: ${answered} of ${all} regions have answered`),
  }).finally(progress.clear);
  const rows = rowsByRegion(answers, session.settings, system.now(), request.filter);
  if (rows.size === 0) refuseAll(answers);
  const spreads = spreadOf(rows);
  if (request.json) system.terminal.out(`${JSON.stringify(documentOf(answers, rows), null, 2)}\n`);
  else if (spreads.length > 0) system.terminal.out(regionsTable(spreads));
  const notes = [...(spreads.length === 0 ? [nothingNote(request.filter)] : []), ...regionNotes(answers)];
  if (!request.quiet) for (const line of notes) system.terminal.err(`lode: ${line}\n`);
  return 0;
}

type Rows = ReadonlyMap<string, readonly ModelRow[]>;

/** The rows that were asked for, of every region that gave its list. */
function rowsByRegion(answers: readonly RegionAnswer[], settings: Settings, now: number, filter: RowFilter): Rows {
  const listed = answers.filter((answer) => answer.kind === 'listed');
  const all = listed.map(({ region, models }) => [region, listRows(settings, { region, account: models, now })] as const);
  const wanted = new Set(
    shownRows(
      all.flatMap(([, rows]) => rows),
      filter,
    ).rows,
  );
  return new Map(all.map(([region, rows]) => [region, rows.filter((row) => wanted.has(row))]));
}

function nothingNote({ type, provider }: RowFilter): string {
  const what = type === 'all' ? 'Nothing' : `Nothing of type ${type}`;
  return `${what}${provider === undefined || provider === 'all' ? '' : ` of provider "${provider}"`} is listed anywhere.`;
}

function documentOf(answers: readonly RegionAnswer[], rows: Rows): object {
  const regions = answers.map((answer) => {
    const { region, kind } = answer;
    if (kind !== 'listed') return { region, state: kind, why: answer.why };
    const fetchedAt = new Date(answer.models.fetchedAt).toISOString();
    return { region, state: kind, fetchedAt, from: answer.from, models: (rows.get(region) ?? []).map(rowDocument) };
  });
  return { schema: 1, regions };
}

function refuseAll(answers: readonly RegionAnswer[]): never {
  const reasons = answers.flatMap((answer) => (answer.kind === 'listed' ? [] : [answer]));
  const first = reasons.find(({ kind }) => kind === 'failed') ?? reasons[0];
  return fail({
    code: 'models.list-refused',
    exit: 'user',
    message: `No region gave its list of models. ${first === undefined ? '' : `${first.why}.`}`.trim(),
    hints: [/AccessDenied/.test(first?.why ?? '') ? 'It needs the action bedrock:ListInferenceProfiles.' : 'Ask one region first: lode models refresh'],
  });
}

function refuseDisabled(): never {
  return fail({
    code: 'models.discovery-off',
    exit: 'user',
    message: 'The account is not asked for its models: bedrockDiscovery.enabled is false.',
    hints: ['Allow it once: lode --bedrock-discovery \'{"enabled": true}\' models list --all-regions'],
  });
}
