import { join } from 'node:path';
import { handoverRecordOf } from '../auth/aws-session.ts';
import { principalOf } from '../auth/identity.ts';
import { describeSource } from '../auth/source.ts';
import type { AssistantFile, EnvironmentChange, HandOverInput, PlannedFile } from './assistant.ts';
import { credentialsCommand } from './credentials-command.ts';
import type { Decision } from './decision.ts';
import { chooseHandover, type HandoverChoice } from './endpoint/choose-handover.ts';
import { decisionsOf } from './decisions.ts';
import type { LaunchFacts } from './facts.ts';
import type { ClaudeFiles } from '../settings/claude-files.ts';
import { isObject } from '../settings/value-type.ts';
import type { ChosenModels } from '../models/choose.ts';

/** Everything a launch will do, before it does it. */
export interface Plan {
  readonly assistant: { readonly name: string; readonly label: string; readonly path: string; readonly version: string | undefined };
  readonly identity: { readonly account: string; readonly principal: string; readonly arn: string } | undefined;
  readonly source: string;
  readonly region: string;
  readonly models: ChosenModels;
  /** The user's own `--model`, which beats the plan's for this session. */
  readonly modelWord: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiration: number | undefined;
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: readonly EnvironmentChange[];
  readonly files: readonly PlannedFile[];
  /** The endpoint that a process beside the assistant serves; undefined when credentials go another way. */
  readonly endpoint: EndpointPlan | undefined;
  readonly notes: readonly string[];
  readonly decisions: readonly Decision[];
}

export interface EndpointPlan {
  /** The hand-over record it answers from. */
  readonly recordPath: string;
  readonly why: string;
}

/** What of the machine the plan needs to name. */
export interface PlanPlace {
  readonly platform: NodeJS.Platform;
  readonly nodePath: string;
  readonly programPath: string;
  readonly stateFolder: string;
  /** Why no endpoint can be served here, as the end of a sentence; undefined when one can. */
  readonly noEndpoint?: string;
}

/** Turns facts into a plan. Pure. Throws LodeError for a conflict that cannot be beaten. */
export function makePlan(facts: LaunchFacts, place: PlanPlace): Plan {
  const { program, session, obtained, models, words } = facts;
  const record = facts.request === undefined ? undefined : recordFile(facts.request, place);
  const handover = handoverOf(facts, place);
  const handOver = program.assistant.handOver(handOverInput(facts, place, record, handover));
  const identity = obtained?.identity;
  return {
    assistant: { name: program.assistant.name, label: program.assistant.label, path: program.path, version: program.version },
    identity: identity && { account: identity.account, principal: principalOf(identity.arn), arn: identity.arn },
    source: describeSource(session.choice.source),
    region: session.region,
    models,
    modelWord: words.model,
    expiration: obtained?.credentials.expiration,
    file: program.path,
    args: handOver.args,
    environment: handOver.environment,
    files: record === undefined ? handOver.files : [record, ...handOver.files],
    endpoint: record && handover.kind === 'endpoint' ? { recordPath: record.path, why: endpointWhy } : undefined,
    notes: [...facts.loaded.notes.map((note) => note.sentence), ...(obtained?.notes ?? []), ...models.notes, ...notesOf(handover), ...handOver.notes],
    decisions: decisionsOf(facts),
  };
}

const endpointWhy = 'answers on 127.0.0.1 for this session alone, with credentials that are renewed while it lasts; the port is chosen when it starts';

function handoverOf({ program, obtained, loaded, obstacle: found }: LaunchFacts, { noEndpoint }: PlanPlace): HandoverChoice {
  const { handover: wish, env } = loaded.settings;
  return chooseHandover({ assistant: program.assistant, wish, renewable: obtained !== undefined, found, extraVariables: env?.value ?? {}, noEndpoint });
}

function notesOf(handover: HandoverChoice): readonly string[] {
  return handover.kind === 'own' && handover.note !== undefined ? [handover.note] : [];
}

function recordFile(request: NonNullable<LaunchFacts['request']>, place: PlanPlace): PlannedFile {
  const { name, text } = handoverRecordOf(request);
  return { path: join(place.stateFolder, 'handover', name), text, mode: 0o600, why: 'lets lode credentials answer for this session' };
}

function handOverInput(facts: LaunchFacts, place: PlanPlace, record: PlannedFile | undefined, handover: HandoverChoice): HandOverInput {
  const { session, obtained, loaded } = facts;
  return {
    words: facts.words,
    version: facts.program.version,
    env: session.env,
    platform: place.platform,
    stateFolder: place.stateFolder,
    region: session.region,
    source: session.choice.source,
    identity: obtained?.identity,
    credentials: obtained?.credentials,
    credentialsCommand: record && credentialsCommand({ ...place, recordPath: record.path }),
    handover,
    models: facts.models,
    endpoints: session.endpoints,
    extraVariables: loaded.settings.env?.value ?? {},
    files: loaded.claude.flatMap(assistantFile),
  };
}

/** A settings file of Claude Code as hand-over reads it; nothing for one that is missing or skipped. */
export function assistantFile(file: ClaudeFiles[number]): readonly AssistantFile[] {
  if (file.kind !== 'read') return [];
  const env = isObject(file.content['env']) ? file.content['env'] : {};
  const variables = Object.entries(env).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return [{ layer: file.layer, path: file.path, env: Object.fromEntries(variables), settings: file.content }];
}
