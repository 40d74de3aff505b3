import { fail, type Failure } from '../../errors.ts';
import type { AssistantFile, HandOverInput } from '../assistant.ts';
import { isSecretVariable } from '../secret-variable.ts';
import { beatingVariables, claudeSessionVariables } from './claude-variables.ts';

/**
 * Stops when a managed settings file of Claude Code would move the session: managed settings beat everything a launch can
 * say, so the only honest thing is to name the file and key before the launch. Equal values are no conflict.
 */
export function refuseManagedConflicts(input: HandOverInput): void {
  const conflicts = managedConflicts(input);
  if (conflicts.length > 0) fail(managedFailure(conflicts));
}

/** What a session would be, as far as managed settings can move it. */
export type Movable = Pick<HandOverInput, 'files' | 'source' | 'models' | 'region' | 'endpoints'>;

/** A key of a managed file that would move the session. */
export interface ManagedConflict {
  readonly path: string;
  /** Dotted, as written in the file. */
  readonly key: string;
  /** What it says and why that does not go together, as the end of a sentence; no secret. */
  readonly what: string;
}

/** Every key of the managed files that would move the session. Pure. */
export function managedConflicts(input: Movable): readonly ManagedConflict[] {
  return input.files.filter((file) => file.layer === 'managed').flatMap((file) => conflictsOf(file, input));
}

function conflictsOf(file: AssistantFile, input: Movable): readonly ManagedConflict[] {
  const wanted = new Map([...beatingVariables(input), ...claudeSessionVariables(input)].map(({ name, value }) => [name, value ?? '']));
  const variables = Object.entries(file.env).flatMap(([name, value]) => {
    const ours = wanted.get(name);
    if (ours === undefined || value === ours || (ours === '' && isOff(value))) return [];
    return [{ path: file.path, key: `env.${name}`, what: `is ${shown(name, value)}, and this launch needs ${ours === '' ? 'it unset' : String(ours)}` }];
  });
  const exported = file.settings['awsCredentialExport'];
  const script =
    typeof exported === 'string' && exported !== '' && !isSource(exported, input)
      ? [{ path: file.path, key: 'awsCredentialExport', what: "replaces lode's hand-over of credentials" }]
      : [];
  const providers = file.settings['allowedProviders'];
  const provider =
    Array.isArray(providers) && !providers.includes('bedrock') ? [{ path: file.path, key: 'allowedProviders', what: 'does not allow "bedrock"' }] : [];
  return [...variables, ...script, ...provider];
}

function isOff(value: string): boolean {
  return value === '' || value === '0' || value.toLowerCase() === 'false';
}

/** The same script that lode takes its credentials from gives the same identity. */
function isSource(command: string, { source }: Movable): boolean {
  return source.kind === 'export-script' && source.command === command;
}

function shown(name: string, value: string): string {
  return isSecretVariable(name, value) ? 'set' : `"${value}"`;
}

function managedFailure(conflicts: readonly ManagedConflict[]): Failure {
  const region = conflicts.find((conflict) => conflict.key === 'env.AWS_REGION');
  return {
    code: 'claude.managed-conflict',
    exit: 'user',
    message: `Claude Code's managed settings would move this session, and nothing can beat them: ${conflicts.map(({ path, key, what }) => `${path}, key ${key}, ${what}`).join('; ')}.`,
    hints: [
      ...(region ? [`Follow them: lode --region ${/"([^"]+)"/.exec(region.what)?.[1] ?? 'REGION'} claude`] : []),
      'Or ask whoever manages this machine to change the file.',
    ],
  };
}
