import type { System } from '../../system/system.ts';
import type { EnvironmentChange } from '../assistant.ts';
import type { Plan } from '../plan.ts';
import { startEndpoint } from './start-endpoint.ts';

type Change = Pick<EnvironmentChange, 'name' | 'value'>;

/**
 * The child's changes of a plan, with its endpoint running. When that cannot be started, `without` makes the plan that does without it (and
 * throws when the user wants it so), and what it has to say is said.
 */
export async function servedEnvironment(system: System, plan: Plan, without: (why: string) => Plan, quiet: boolean): Promise<readonly Change[]> {
  if (plan.endpoint === undefined) return plan.environment;
  const started = await startEndpoint(system, plan.endpoint.recordPath);
  if (started.kind === 'started') return [...plan.environment, ...started.variables];
  const other = without(`it did not start: ${started.why}`);
  const news = other.notes.filter((note) => !quiet && !plan.notes.includes(note));
  for (const note of news) system.terminal.err(`lode: ${note}\n`);
  return other.environment;
}
