import { fail } from '../../errors.ts';
import type { ModelChoice } from '../../models/model-choice.ts';
import type { HandOverInput } from '../assistant.ts';
import { claudeModel } from './claude-variables.ts';

/** Prefixes that Claude Code knows (2.1.197 and 2.1.329); it does not know `in`. */
const prefixes = ['us', 'eu', 'apac', 'jp', 'au', 'us-gov', 'global'];

type Pinned = Pick<HandOverInput, 'models' | 'words'>;

/**
 * The only models that a session may call: under `strict`, whatever a subagent, a fallback or a variable asks for, and where Claude Code would make up others;
 * undefined elsewhere. It puts the prefix of the session's model on the model of every subagent that names a tier: with main `global.…` and Haiku pinned to
 * `eu.…`, the subagent would call `global.…haiku…`. What is not listed it does not call, and uses the session's model. Tried with 2.1.197 and 2.1.329.
 */
export function availableModels(input: Pinned): readonly string[] | undefined {
  const ids = idsOf(input);
  // Older versions compare with the suffix of the long window, newer ones without.
  const long = pinsOf(input.models).filter(({ longContext }) => longContext);
  const allowed = [...new Set([...ids, ...long.map(claudeModel), ...Object.entries(input.models.names.inside).flat()])];
  if (input.models.residency === 'strict') return allowed;
  const parents = ids.map(prefixOf).filter((prefix) => prefix !== '' && prefix !== undefined);
  const strays = ids.some((id) => parents.some((parent) => ![parent, undefined].includes(prefixOf(id))));
  return strays ? allowed : undefined;
}

/**
 * Stops a launch under `strict` where a settings file of Claude Code allows an ID that the session may not call: Claude Code joins the lists of all files, so
 * such a file, which a cloned project may bring, would open what is shut. Throws LodeError naming file and ID.
 */
export function refuseWideningFiles(input: Pinned & Pick<HandOverInput, 'files'>): void {
  if (input.models.residency !== 'strict') return;
  const allowed = new Set(availableModels(input));
  for (const { path, settings } of input.files) {
    const listed = Array.isArray(settings['availableModels']) ? settings['availableModels'] : [];
    const stray = listed.find((id) => typeof id === 'string' && prefixOf(id) !== undefined && !allowed.has(id.replace(/\[1m\]$/i, '')));
    if (stray === undefined) continue;
    fail({
      code: 'claude.widening-file',
      exit: 'user',
      message: `${path}, key availableModels, allows ${String(stray)}, which this session may not call: residency is strict, and Claude Code joins the lists of all its files.`,
      hints: [`Take it out of ${path}`, 'Or give --residency prefer for this launch'],
    });
  }
}

/** The line that tells the user. */
export function foreignPrefixNotes(input: Pinned): readonly string[] {
  if (input.models.residency === 'strict' || availableModels(input) === undefined) return [];
  return ["The models of this session lie in different geographies: a subagent that asks for one of another geography runs on the session's own model."];
}

function pinsOf({ main, small, tiers }: Pinned['models']): readonly ModelChoice[] {
  return [main, small, ...Object.values(tiers)];
}

function idsOf({ models, words }: Pinned): readonly string[] {
  const word = words.model?.replace(/\[1m\]$/i, '') ?? '';
  const own = prefixOf(word) === undefined ? [] : [word];
  return [...new Set([...pinsOf(models).map(({ id }) => id), ...own])];
}

/** The prefix that Claude Code sees: '' for a bare model ID, undefined for what it leaves as it is. */
function prefixOf(id: string): string | undefined {
  const last = id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1) : id;
  if (id.startsWith('anthropic.')) return '';
  return prefixes.find((prefix) => last.startsWith(`${prefix}.anthropic.`));
}
