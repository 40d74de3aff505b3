import { isSecretVariable } from '../../launcher/secret-variable.ts';
import { isObject, type JsonObject } from '../../settings/value-type.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { variablesOf, readableFiles } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';

/** Secrets that stand in a settings file as plain text. Their values are never shown. */
export const plainSecrets: Check = {
  id: 'plain-secrets',
  area: 'settings',
  title: 'secrets in settings files',
  needs: [],
  run: (facts) => places(facts).flatMap(({ path, env, shared }) => judge(path, secretsIn(env), shared)),
  sentences: {
    'plain-secrets.own': ({ path, keys }) => `${path} holds secrets as plain text: ${[keys].flat().join(', ')}.`,
    'plain-secrets.shared': ({ path, keys }) =>
      `${path} holds secrets as plain text and belongs to the project, so whoever has its repository has them: ${[keys].flat().join(', ')}.`,
  },
  well: () => 'no settings file holds a secret',
};

interface Place {
  readonly path: string;
  readonly env: JsonObject;
  /** Whether others get the file with the project. */
  readonly shared: boolean;
}

function places({ settings }: DoctorFacts): readonly Place[] {
  const claude = readableFiles(settings).map((file) => ({ path: file.path, env: variablesOf(file), shared: file.layer === 'project' }));
  const own = settings.own.flatMap(({ path, layer, looked }) => {
    const file = seen(looked);
    const env = file?.kind === 'read' ? file.content.settings['env'] : undefined;
    return isObject(env) ? [{ path, env, shared: layer === 'project' }] : [];
  });
  return [...own, ...claude];
}

function secretsIn(env: JsonObject): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    name !== 'AWS_ACCESS_KEY_ID' && typeof value === 'string' && value !== '' && isSecretVariable(name, value) ? [name] : [],
  );
}

function judge(path: string, names: readonly string[], shared: boolean): readonly Finding[] {
  if (names.length === 0) return [];
  const keys = names.map((name) => `env.${name}`);
  const code = shared ? 'plain-secrets.shared' : 'plain-secrets.own';
  return [{ code, severity: 'warn', args: { path, keys }, remedies: [...names.map((name) => advice(path, name)), ...(shared ? [revoke] : [])] }];
}

const revoke: Remedy = { kind: 'words', text: 'Replace what was ever in the repository: taking it out of the file does not take it out of the history.' };

function advice(path: string, name: string): Remedy {
  const instead =
    name.startsWith('AWS_') && name !== 'AWS_BEARER_TOKEN_BEDROCK'
      ? 'use a profile of ~/.aws instead'
      : 'export it from your shell or a password manager instead';
  return { kind: 'words', text: `Take env.${name} out of ${path}: ${instead}.` };
}
