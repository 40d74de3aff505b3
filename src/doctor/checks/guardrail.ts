import type { LoadedSettings } from '../../settings/load.ts';
import { describeOrigin } from '../../settings/origin.ts';
import { partOf } from '../../settings/resolve.ts';
import { isObject } from '../../settings/value-type.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

const variable = 'ANTHROPIC_CUSTOM_HEADERS';

/** A guardrail that requests are sent through, by the headers that Claude Code adds (code.claude.com/docs/en/amazon-bedrock, "AWS Guardrails"). */
export const guardrail: Check = {
  id: 'guardrail',
  area: 'models',
  title: 'guardrails',
  needs: [],
  run: ({ base }) => {
    if (base.session.kind !== 'seen' || base.loaded.kind !== 'seen') return { untried: 'it is not settled which settings and which region a launch uses' };
    const { session } = base.session.value;
    return headerTexts(base.loaded.value, session.env[variable])
      .slice(0, 1)
      .flatMap((found) => findingOf(found, session.region));
  },
  sentences: {
    'guardrail.set': ({ id, version, where, region }) =>
      `Requests go through the guardrail ${id}, version ${version} (${where}): ${region} must have it, the caller needs bedrock:ApplyGuardrail, and cross-region profiles ask for cross-region inference on it too.`,
    'guardrail.no-version': ({ id, where }) => `Requests name the guardrail ${id} and no version of it (${where}), which Bedrock refuses.`,
  },
  well: () => 'no guardrail is set',
};

interface Headers {
  readonly text: string;
  readonly where: string;
}

/** Strongest first: lode's own `env`, Claude Code's files, the shell. */
function headerTexts({ settings, claude }: LoadedSettings, shell: string | undefined): readonly Headers[] {
  const part = settings.env && partOf(settings.env, variable);
  const own = part === undefined ? [] : [{ text: String(part.value[variable] ?? ''), where: `${describeOrigin(part.origin)}.${variable}` }];
  const files = claude.flatMap((file) => {
    const env = file.kind === 'read' ? file.content['env'] : undefined;
    const text = isObject(env) ? env[variable] : undefined;
    return typeof text === 'string' ? [{ text, where: `${file.path}, key env.${variable}` }] : [];
  });
  return [...own, ...files, ...(shell ? [{ text: shell, where: variable }] : [])];
}

/** Only these two headers are repeated: others may hold a secret. */
function findingOf({ text, where }: Headers, region: string): readonly Finding[] {
  const [id, version] = ['Identifier', 'Version'].map((name) => new RegExp(`^x-amzn-bedrock-guardrail${name}:\\s*(\\S+)`, 'im').exec(text)?.[1]);
  if (id === undefined) return [];
  const page = {
    kind: 'page',
    url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-cross-region.html',
    why: 'cross-region inference of a guardrail',
  } as const;
  if (version !== undefined) return [{ code: 'guardrail.set', severity: 'note', args: { id, version, where, region }, remedies: [page] }];
  const add = { kind: 'words', text: `Add a line "X-Amzn-Bedrock-GuardrailVersion: 1" to ${variable}.` } as const;
  return [{ code: 'guardrail.no-version', severity: 'warn', args: { id, where }, remedies: [add] }];
}
