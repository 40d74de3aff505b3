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

/** A model may think for a while before its first word, but a line that stays silent for this long is dead. */
const silenceLimitMs = 120_000;

/**
 * One question to a model by ConverseStream; each piece of text goes to `onText` as it comes. Throws what the SDK throws,
 * also for an error inside the stream.
 */
export async function converse(
  auth: BedrockAuth,
  context: AwsContext,
  modelId: string,
  question: string,
  onText: (text: string) => void,
  limitMs = silenceLimitMs,
): Promise<ConverseEnd> {
  prepareSdkEnvironment(context.env);
  const runtime = await import('@aws-sdk/client-bedrock-runtime');
  const shared = clientOptions(context, 'bedrock-runtime', context.endpoints.bedrockRuntime);
  const options = { ...shared, requestHandler: await handlerFor(shared.requestHandler.httpsAgent, limitMs) };
  const client = new runtime.BedrockRuntimeClient({ ...options, ...bedrockAuth(auth) });
  const { stream } = await client.send(
    new runtime.ConverseStreamCommand({ modelId, messages: [{ role: 'user', content: [{ text: question }] }], inferenceConfig: { maxTokens: 1024 } }),
  );
  let end: ConverseEnd = { stopReason: 'unknown', inputTokens: 0, outputTokens: 0 };
  for await (const event of stream ?? []) {
    const text = event.contentBlockDelta?.delta?.text;
    if (text) onText(text);
    if (event.messageStop) end = { ...end, stopReason: event.messageStop.stopReason ?? 'unknown' };
    const usage = event.metadata?.usage;
    if (usage) end = { ...end, inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 };
  }
  client.destroy();
  return end;
}

/** The runtime client speaks HTTP/2, which goes through no proxy; behind one it has to be HTTP/1.1. */
async function handlerFor(httpsAgent: Agent | undefined, requestTimeout: number) {
  if (httpsAgent === undefined) return { requestTimeout };
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  return new NodeHttpHandler({ httpsAgent, requestTimeout, throwOnRequestTimeout: true });
}
