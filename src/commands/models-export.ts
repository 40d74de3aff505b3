import { fail } from '../errors.ts';
import type { ConsumerName } from '../exports/consumer-names.ts';
import { exportFor } from '../exports/export-for.ts';
import type { ExportInput } from '../exports/export-input.ts';
import { exportedModels } from '../exports/exported-model.ts';
import type { OpenclawSchema } from '../exports/openclaw.ts';
import { modelsToExport } from '../exports/which-models.ts';
import type { AwsFacts } from '../launcher/facts.ts';
import { gatherSession, type SessionRequest } from '../launcher/gather-session.ts';
import { wishOf } from '../launcher/pick-models.ts';
import type { Elsewhere } from '../models/small.ts';
import type { System } from '../system/system.ts';

export interface ExportRequest extends SessionRequest {
  readonly consumer: ConsumerName;
  readonly all: boolean;
  readonly schema: OpenclawSchema | undefined;
  readonly quiet: boolean;
}

/** Prints the models and how to reach them in another program's own format, and beside it where to put that. Writes no file. Throws LodeError. */
export async function exportCommand(system: System, request: ExportRequest): Promise<number> {
  const { consumer, schema } = request;
  if (schema !== undefined && !['openclaw', 'moltbot', 'zero'].includes(consumer)) refuseSchema(consumer);
  const facts = await gatherSession(system, request);
  const { text, place, notes } = exportFor(consumer, inputOf(facts, request.all, system.now()), schema);
  system.terminal.out(text);
  if (!request.quiet)
    system.terminal.err([`lode: ${place}`, ...facts.models.notes, ...notes].map((line, index) => `${index === 0 ? '' : '  '}${line}\n`).join(''));
  return 0;
}

function inputOf(facts: AwsFacts, all: boolean, now: number): ExportInput {
  const { session, models } = facts;
  const { settings, region, endpoints, choice } = session;
  const discovery = settings.bedrockDiscovery?.value ?? {};
  const common = wishOf(facts, now);
  return {
    region,
    geography: common.geography,
    residency: common.residency,
    source: choice.source,
    endpoints,
    discovery,
    chosen: models,
    models: exportedModels(modelsToExport(models, common, all), common, elsewhereOf(facts), discovery),
    account: common.account,
  };
}

function elsewhereOf({ smallElsewhere }: AwsFacts): Elsewhere | undefined {
  if (smallElsewhere === undefined) return undefined;
  const { region, account } = smallElsewhere;
  return { region, account: account.kind === 'listed' ? account.models : undefined };
}

function refuseSchema(consumer: ConsumerName): never {
  return fail({
    code: 'usage.export-schema',
    exit: 'usage',
    message: `--schema is for OpenClaw, which has an old and a new one; ${consumer} has one.`,
    hints: [`Leave it out: lode models export --for ${consumer}`],
  });
}
