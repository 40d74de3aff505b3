import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Agent } from 'node:https';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { bedrockAuth, type BedrockAuth } from './bedrock-client.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

/** How one streamed answer ended. */
export interface ConverseEnd {
  readonly stopReason: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a question may ask besides. */
interface ConverseLimits {
  /** Output tokens; 1024 by default. */
  readonly maxTokens?: number;
  /** Milliseconds that the whole answer may take; no limit by default. */
  readonly totalMs?: number;
  /** Ends the question early. */
  readonly signal?: AbortSignal;
}

/** A model may think for a while before its first word, but a line that stays silent for this long is dead. */
const silenceLimitMs = 120_000;

/**
 * One question to a model by ConverseStream; each piece of text goes to `onText` as it comes. Throws what the SDK throws,
 * also for an error inside the stream; a `TimeoutError` when `totalMs` are over, and the reason of `signal` when it aborts.
 */
export async function converse(
  auth: BedrockAuth,
  context: AwsContext,
  modelId: string,
  question: string,
  onText: (text: string) => void,
  limitMs = silenceLimitMs,
  { maxTokens = 1024, totalMs, signal }: ConverseLimits = {},
): Promise<ConverseEnd> {
  prepareSdkEnvironment(context.env);
  const runtime = await import('@aws-sdk/client-bedrock-runtime');
  const shared = clientOptions(context, 'bedrock-runtime', context.endpoints.bedrockRuntime);
  const options = { ...shared, requestHandler: await handlerFor(shared.requestHandler.httpsAgent, limitMs) };
  const client = new runtime.BedrockRuntimeClient({ ...options, ...bedrockAuth(auth) });
  const command = new runtime.ConverseStreamCommand({
    modelId,
    messages: [{ role: 'user', content: [{ text: question }] }],
    inferenceConfig: { maxTokens },
  });
  const limit = limitOf(totalMs, signal);
  try {
    const sent = client.send(command, { abortSignal: limit.signal });
    const answer = sent.then(({ stream }) => readAnswer(stream, onText));
    return await Promise.race([answer, limit.over]);
  } finally {
    limit.release();
    client.destroy();
  }
}

async function readAnswer(stream: AsyncIterable<ConverseStreamOutput> | undefined, onText: (text: string) => void): Promise<ConverseEnd> {
  let end: ConverseEnd = { stopReason: 'unknown', inputTokens: 0, outputTokens: 0 };
  for await (const event of stream ?? []) {
    const text = event.contentBlockDelta?.delta?.text;
    if (text) onText(text);
    if (event.messageStop) end = { ...end, stopReason: event.messageStop.stopReason ?? 'unknown' };
    const usage = event.metadata?.usage;
    if (usage) end = { ...end, inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 };
  }
  return end;
}

/** `over` rejects when the time is up or the signal aborts: the SDK itself watches an abort only until the answer begins. */
function limitOf(totalMs: number | undefined, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const over = new Promise<never>((_, reject) => controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error)));
  const tooLate = (): void => controller.abort(Object.assign(new Error(`no answer within ${(totalMs ?? 0) / 1000} s`), { name: 'TimeoutError' }));
  const onSignal = (): void => controller.abort(signal?.reason);
  const timer = totalMs === undefined ? undefined : setTimeout(tooLate, totalMs);
  signal?.addEventListener('abort', onSignal);
  if (signal?.aborted === true) onSignal();
  const release = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onSignal);
  };
  return { signal: controller.signal, over, release };
}

/** The runtime client speaks HTTP/2, which goes through no proxy; behind one it has to be HTTP/1.1. */
async function handlerFor(httpsAgent: Agent | undefined, requestTimeout: number) {
  if (httpsAgent === undefined) return { requestTimeout };
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  return new NodeHttpHandler({ httpsAgent, requestTimeout, throwOnRequestTimeout: true });
}
