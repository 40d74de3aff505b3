import { join } from 'node:path';
import type { Obstacle, Surroundings } from '../endpoint/obstacle.ts';
import { isJsonObject } from '../merge-json.ts';

/**
 * A Bedrock API key that opencode keeps (`opencode auth login`): with one, release 1.18 sets up no credential provider, and the empty `apiKey` that keeps
 * the key itself from being used leaves it with the variables only.
 */
export function keyOfItsOwn({ env, home, files }: Surroundings): Obstacle | undefined {
  const path = join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'opencode', 'auth.json');
  const read = files.readText(path);
  const content = env['OPENCODE_AUTH_CONTENT'];
  const text = content || (read.kind === 'text' ? read.text : '');
  if (!keepsBedrockKey(text)) return undefined;
  const place = content ? 'OPENCODE_AUTH_CONTENT' : path;
  return { what: `opencode keeps a Bedrock API key of its own (${place}), and with one it asks no endpoint`, hint: 'Remove it: opencode auth logout' };
}

function keepsBedrockKey(text: string): boolean {
  try {
    const kept: unknown = JSON.parse(text);
    const own = isJsonObject(kept) ? kept['amazon-bedrock'] : undefined;
    return isJsonObject(own) && own['type'] === 'api';
  } catch {
    return false;
  }
}
