import { gatherEditors } from '../editors/gather-editors.ts';
import type { System } from '../system/system.ts';
import type { ExtraFacts } from './ask-extras.ts';
import { claudeAsksLode } from './edits/claude-settings.ts';
import { loginShell } from './edits/login-shell.ts';

/** What of this machine decides which extras make sense. */
export function gatherExtraFacts(system: System): ExtraFacts {
  const shell = loginShell(system);
  const editors = gatherEditors(system).filter(({ extension }) => extension);
  return { shell, mayShim: shell !== undefined, editors: editors.map(({ name }) => name), claudeFollows: claudeAsksLode(system) };
}
