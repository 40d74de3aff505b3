import { credentialsFormats } from '../../src/auth/credentials-format.ts';
import { completionShells } from '../../src/completion/completion-shells.ts';
import type { Slot, SlotKind } from '../../src/completion/slot.ts';
import { assistants } from '../../src/launcher/assistants/index.ts';
import { shellNames } from '../../src/launcher/shells/index.ts';
import { timerKinds } from '../../src/schedule/timer/scheduler.ts';
import { isSettingName } from '../../src/settings/schema.ts';

/** The values of those slots that take nothing else. */
const closed: Readonly<Partial<Record<SlotKind, readonly string[]>>> = {
  assistant: assistants.map(({ name }) => name),
  'completion-shell': completionShells,
  'credentials-format': credentialsFormats,
  scheduler: timerKinds,
  shell: shellNames,
};

/** Whether a word may stand in a slot, as far as that is declared. `NAME` and `…` stand for any word, `a|b` for each of the two. */
export function isOneOf({ kind, of }: Slot, text: string): boolean {
  if (kind !== 'setting-key' && /[A-Z…<$]/.test(text)) return true;
  const known = kind === 'choices' ? of : closed[kind];
  return text.split('|').every((word) => (kind === 'setting-key' ? isKey(word) : (known?.includes(word) ?? true)));
}

/** A setting, or a part of one: `models.fast`, `environments.work.region`. */
function isKey(word: string): boolean {
  const [first = '', , third] = word.split('.');
  if (/^[A-Z_]+$|[…<$]/.test(word)) return true;
  return first === 'environments' ? third === undefined || isKey(word.split('.').slice(2).join('.')) : isSettingName(first);
}
