import type { PromptChoice } from '../system/system.ts';
import { extraNames, type ExtraName } from './setup-words.ts';
import type { Stage } from './stage.ts';

/** What of the machine decides which extras make sense. */
export interface ExtraFacts {
  /** Name of the user's shell, e.g. `bash`; undefined where lode knows no completion for it. */
  readonly shell: string | undefined;
  /** Editors with Claude Code's extension, by their names. */
  readonly editors: readonly string[];
  /** Whether a file of the user's can put a folder on PATH here. */
  readonly mayShim: boolean;
  /** Whether Claude Code's own settings ask lode for credentials since an earlier setup. */
  readonly claudeFollows: boolean;
}

/**
 * What else is to be set up. What a flag says is taken as said; a person ticks the rest. Nobody gets anything else that they did not ask for, now or in an
 * earlier setup: `--yes` alone writes none of them, but for settings of Claude Code that would go on with what was chosen before.
 */
export async function askExtras({ asker, words, brief }: Stage, facts: ExtraFacts): Promise<readonly ExtraName[]> {
  const { extras } = words;
  const follows = facts.claudeFollows && !brief && extras['claude-settings'] !== false;
  const said = extraNames.filter((name) => extras[name] === true || (name === 'claude-settings' && follows));
  const open = rowsFor(facts).filter(({ value }) => extras[value] === undefined && !said.includes(value));
  if (brief || words.yes || open.length === 0) return said;
  const ticked = open.filter(({ usual }) => usual).map(({ value }) => value);
  const chosen = await asker.several({
    flag: '--completion --no-shim …',
    question: 'What else? (space ticks, Return goes on)',
    given: undefined,
    byDefault: ticked,
    choices: open,
  });
  return extraNames.filter((name) => said.includes(name) || chosen.includes(name));
}

interface ExtraRow extends PromptChoice {
  readonly value: ExtraName;
  /** Ticked from the start. */
  readonly usual: boolean;
}

function rowsFor({ shell, editors, mayShim }: ExtraFacts): readonly ExtraRow[] {
  const rows: readonly (ExtraRow | undefined)[] = [
    shell === undefined
      ? undefined
      : { value: 'completion', usual: true, name: `TAB completion for ${shell}`, description: 'Commands, flags, profiles, environments and models complete.' },
    mayShim
      ? {
          value: 'shim',
          usual: false,
          name: 'Typing claude goes through lode',
          description: 'A small script called claude, in a folder put in front of PATH. Claude Code itself stays as it is.',
        }
      : undefined,
    {
      value: 'claude-settings',
      usual: editors.length > 0,
      name: 'Claude Code without lode, too',
      description: "Region, models and credentials in Claude Code's own settings: for its extension in editors, and whatever starts it by itself.",
    },
    editors.length === 0
      ? undefined
      : {
          value: 'editor',
          usual: true,
          name: editors.join(', '),
          description: "No login at Anthropic, and Bedrock's variables, in the settings of the editor.",
        },
  ];
  return rows.filter((row) => row !== undefined);
}
