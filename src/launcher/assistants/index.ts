import type { Assistant } from '../assistant.ts';
import { claude } from './claude.ts';
import { opencode } from './opencode.ts';

/** Every assistant lode can launch. Adding one: write its file beside this one and name it here. */
export const assistants: readonly Assistant[] = [claude, opencode];

export function findAssistant(name: string): Assistant | undefined {
  return assistants.find((assistant) => assistant.name === name);
}
