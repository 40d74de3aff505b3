import type { System } from '../system/system.ts';
export async function sandboxCommand(_system: System, _command: readonly string[], _options: Readonly<Record<string, unknown>>): Promise<number> {
  return 1;
}
