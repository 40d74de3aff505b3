import type { AwsContext } from '../aws/aws-context.ts';
import { awsFailureOf } from '../aws/aws-failure.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import type { ModelAccess } from '../models/model-access.ts';
import type { System } from '../system/system.ts';

/** One question per model: enough side by side for a launch's few and a region's hundred, and not so many that AWS asks to slow down. */
const sideBySide = 24;

/** Past this many milliseconds no further question is put; those under way are bounded by the context. */
const patienceMs = 30_000;

const nothingKnown = { agreement: 'unknown', authorization: 'unknown', entitlement: 'unknown', region: 'unknown' } as const;

/**
 * What AWS says of each model, asked by its bare ID in the context's region. Never throws: an answer that could not be had is `unknown` in every
 * part, with the reason.
 */
export async function askAccess(system: System, auth: BedrockAuth, context: AwsContext, baseIds: readonly string[]): Promise<ReadonlyMap<string, ModelAccess>> {
  const left = [...new Set(baseIds)];
  const found = new Map<string, ModelAccess>(left.map((id) => [id, { ...nothingKnown, detail: `not asked: AWS did not answer in ${patienceMs / 1000} s` }]));
  if (left.length === 0) return found;
  const { availabilityQuestion } = await import('../aws/model-access.ts');
  const ask = await availabilityQuestion(auth, context);
  const until = system.elapsed() + patienceMs;
  const worker = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && system.elapsed() < until; id = left.shift()) found.set(id, await answerOf(ask, id));
  };
  await Promise.all(Array.from({ length: Math.min(sideBySide, left.length) }, worker));
  return found;
}

async function answerOf(ask: (baseId: string) => Promise<ModelAccess>, baseId: string): Promise<ModelAccess> {
  try {
    return await ask(baseId);
  } catch (error) {
    const { name, message } = awsFailureOf(error);
    const detail = `${name}: ${message}`;
    return name === 'ResourceNotFoundException' ? { ...nothingKnown, region: 'not-available', detail } : { ...nothingKnown, detail };
  }
}
