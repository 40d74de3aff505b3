import type { AssistantFile, HandOverInput } from '../assistant.ts';
import { claudeModel } from './claude-variables.ts';

const variable = 'CLAUDE_CODE_SUBAGENT_MODEL';

/** Names that mean a pinned tier or the session's own model, wherever they stand. */
const pinnedNames: ReadonlySet<string> = new Set(['', 'inherit', 'opus', 'sonnet', 'haiku', 'fable', 'opus[1m]', 'sonnet[1m]']);

/**
 * The settings file whose model for subagents would leave the models of this session, and so perhaps its geography; undefined
 * when none does. The strongest file speaks; a name of a pinned tier or an ID of this session is fine.
 */
export function strayingSubagentModel(input: HandOverInput): AssistantFile | undefined {
  const { main, small, tiers } = input.models;
  const chosen = new Set([main, small, ...Object.values(tiers)].flatMap((choice) => [choice.id, claudeModel(choice)]));
  const file = input.files.find(({ layer, env }) => layer !== 'managed' && env[variable] !== undefined);
  const wanted = file?.env[variable] ?? '';
  return pinnedNames.has(wanted.toLowerCase()) || chosen.has(wanted) ? undefined : file;
}

/** What the overlay says of it: nothing, or that no file may. */
export function subagentVariables(input: HandOverInput): Readonly<Record<string, string>> {
  return strayingSubagentModel(input) === undefined ? {} : { [variable]: '' };
}

/** The line that tells the user. */
export function subagentNotes(input: HandOverInput): readonly string[] {
  const file = strayingSubagentModel(input);
  if (file === undefined) return [];
  return [
    `${file.path}, key env.${variable}, wants ${file.env[variable]}, which is no model of this session and is passed over; opus, sonnet or haiku there is kept.`,
  ];
}
