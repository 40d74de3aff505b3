import { editText, type SettingChange } from '../../settings/edit.ts';
import { parseJsonc } from '../../settings/jsonc.ts';
import { valueAt } from '../../settings/value-at.ts';
import { isObject, type JsonObject } from '../../settings/value-type.ts';
import type { System } from '../../system/system.ts';
import type { SetupEdit } from '../setup-edit.ts';
import { nothingPlanned, type Planned } from './edit-input.ts';
import { oldTextIfAny } from './old-text.ts';

/** What is to become of a JSON file, given what it says. */
interface JsonPlan {
  readonly changes: readonly SettingChange[];
  readonly notes: readonly string[];
}

/**
 * Changes keys of another program's JSON file, comments and all else left as they are. A file that cannot be read is left alone, with a sentence about it
 * unless `quiet`.
 */
export function changeJson(
  system: Pick<System, 'files'>,
  place: Pick<SetupEdit, 'path' | 'newMode' | 'why'>,
  plan: (content: JsonObject) => JsonPlan,
  { quiet = false }: { readonly quiet?: boolean } = {},
): Planned {
  const old = oldTextIfAny(system, place.path);
  const leftAlone = (why: string): Planned => (quiet ? nothingPlanned : { edits: [], notes: [`${place.path} was left alone: ${why}.`] });
  if (old.kind === 'unreadable') return leftAlone(old.why);
  const before = old.text;
  const parsed = parseJsonc((before ?? '').replace(/^\uFEFF/, ''));
  if (parsed.kind === 'broken') return leftAlone(parsed.problem);
  if (!isObject(parsed.value)) return leftAlone('it is not a JSON object');
  const content = parsed.value;
  const { changes, notes } = plan(content);
  const wanted = changes.filter(({ path, value }) => JSON.stringify(valueAt(content, path)) !== JSON.stringify(value));
  return { edits: wanted.length === 0 ? [] : [{ ...place, before, after: wanted.reduce(editText, before ?? '') }], notes };
}
