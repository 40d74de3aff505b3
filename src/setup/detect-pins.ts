import { readClaudeFile } from '../settings/claude-files.ts';
import { importClaude } from '../settings/claude-import.ts';
import { locateSettings } from '../settings/locate.ts';
import type { SettingName } from '../settings/settings.ts';
import { isObject, type JsonObject } from '../settings/value-type.ts';
import type { System } from '../system/system.ts';
import type { FoundPins } from './detected.ts';

/**
 * What Claude Code's user settings say of Bedrock, where they say that it is used or whose account it is; undefined when they do not. Never throws: Claude
 * Code skips a broken file itself.
 */
export async function findPins(system: System): Promise<FoundPins | undefined> {
  const place = locateSettings(system).claude.findLast(({ layer }) => layer === 'user');
  const file = place && (await readClaudeFile(system.files, place));
  if (file?.kind !== 'read') return undefined;
  const layers = importClaude([file]).layers;
  const pinned = (name: SettingName): string | undefined => {
    const value = layers.find(({ layer }) => layer.has(name))?.layer.get(name)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const [profile, region] = [pinned('awsProfile'), pinned('region')];
  if (profile === undefined && region === undefined && !usesBedrock(file.content)) return undefined;
  return { path: file.path, profile, region, model: pinned('model'), smallFastModel: pinned('smallFastModel') };
}

/** Source: code.claude.com/docs/en/env-vars, CLAUDE_CODE_USE_BEDROCK. */
function usesBedrock({ env }: JsonObject): boolean {
  const word = isObject(env) ? env['CLAUDE_CODE_USE_BEDROCK'] : undefined;
  return word !== undefined && !/^(|0|false|no|off)$/i.test(String(word));
}
