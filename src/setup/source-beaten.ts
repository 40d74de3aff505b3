import type { Failure } from '../errors.ts';
import { foundInOrder } from './source-default.ts';
import type { AmbientName, SourceRow } from './source-rows.ts';
import type { Stage } from './stage.ts';

/** A source that comes before the chosen one, and how it is taken away. */
interface Stronger {
  readonly what: string;
  readonly remedy: string;
}

/**
 * Why a launch would use something else than what is chosen: without a setting that names a profile, what is found first counts. Undefined when nothing comes
 * before it. Pure.
 */
export function beatenSource(stage: Stage, chosen: SourceRow): Failure | undefined {
  if (chosen.kind !== 'ambient') return undefined;
  const first = foundInOrder(stage)[0];
  if (first === undefined || (first.kind === 'ambient' && first.name === chosen.name)) return undefined;
  const { what, remedy } = strongerOf(stage, first);
  return {
    code: 'setup.source-beaten',
    exit: 'user',
    message: `A launch would not use that: ${what} comes first. Nothing was written.`,
    hints: [remedy, 'Or choose what comes first: lode setup'],
  };
}

function strongerOf({ system, detected }: Stage, row: SourceRow): Stronger {
  if (row.kind === 'profile') {
    const named = system.env['AWS_PROFILE'] !== undefined && system.env['AWS_PROFILE'] !== '';
    const inFile = `[${row.profile}] in ${detected.files.paths.config}`;
    return named
      ? { what: `profile ${row.profile}, which AWS_PROFILE names,`, remedy: 'Take it away in this shell, and where it is set: unset AWS_PROFILE' }
      : { what: `profile ${row.profile}`, remedy: `Take ${inFile} away, or give it another name` };
  }
  const variables = row.kind === 'ambient' ? variablesOf[row.name] : undefined;
  if (variables === undefined) return { what: nameOf(row), remedy: 'Start lode where there is none' };
  return { what: nameOf(row), remedy: `Take it away in this shell, and where it is set: unset ${variables}` };
}

const variablesOf: Readonly<Record<string, string>> = {
  'bearer-token': 'AWS_BEARER_TOKEN_BEDROCK',
  environment: 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
  'web-identity': 'AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE',
  container: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI',
};

/** Of a source that lives in this shell: that it counts nowhere else, and what would be used there; nothing where that would be nothing. Pure. */
export function elsewhereWords(stage: Stage, { name }: { readonly name: AmbientName }): readonly string[] {
  const variable = name === 'bearer-token' || name === 'environment' ? variablesOf[name]?.split(' ')[0] : undefined;
  if (variable === undefined) return [];
  const order = foundInOrder(stage);
  const next = order[order.findIndex((row) => row.kind === 'ambient' && row.name === name) + 1];
  if (next === undefined) return [];
  return [`This holds where ${variable} is set, as in this shell; where it is not, a launch takes ${nameOf(next)}.`];
}

function nameOf(row: SourceRow): string {
  if (row.kind === 'profile') return `profile ${row.profile}`;
  const variables = row.kind === 'ambient' ? variablesOf[row.name] : undefined;
  return variables === undefined ? 'the role of this machine' : `what ${variables.split(' ')[0]} holds`;
}

/** What this shell holds that other tools take before a profile, and that lode does not once its settings name one. Pure. */
export function passedOver({ system: { env } }: Stage, profile: string): readonly string[] {
  const other = env['AWS_PROFILE'] && env['AWS_PROFILE'] !== profile ? ['AWS_PROFILE'] : [];
  const key = env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY'] ? ['AWS_ACCESS_KEY_ID'] : [];
  const names = [...(env['AWS_BEARER_TOKEN_BEDROCK'] ? ['AWS_BEARER_TOKEN_BEDROCK'] : []), ...key, ...other];
  if (names.length === 0) return [];
  const are = names.length === 1 ? 'is' : 'are';
  return [`${names.join(' and ')} ${are} set in this shell too; lode will use profile ${profile}, since its settings come first.`];
}
