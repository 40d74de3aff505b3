import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Programs of the pinned assistants by name. */
    readonly programs: Readonly<Record<string, string>>;
  }
}

/** Makes sure that the pinned assistants are there, and tells the tests where. */
export default function setup(project: TestProject): void {
  const lines = execFileSync(process.execPath, ['scripts/assistants.mjs'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    .trim()
    .split('\n');
  project.provide('programs', Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)])));
}
