import { chunkFrame, eventFrame, exceptionFrame } from '../../replies/event-stream.ts';
import { message, messageEvents } from '../../replies/messages-form.ts';
import type { Call } from '../call.ts';
import { modelRefusal } from '../callable.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import type { Refusal } from '../refusal.ts';
import { refusalReply } from '../refusal.ts';
import { converseAnswer, converseEvents } from '../replies/converse-form.ts';
import { readPrompt } from '../replies/prompt.ts';
import { turnFor } from '../replies/turn.ts';

/** The Bedrock runtime; `inStream` is a scripted failure that comes after the first events of a stream. */
export function answerRuntime(call: Call, inStream?: Refusal): Reply {
  const model = call.route.id ?? '';
  const refusal = modelRefusal(call, model);
  if (refusal !== undefined) return { ...refusalReply('bedrock-runtime', refusal), model };
  return { ...answered(call, model, inStream), model };
}

function answered(call: Call, model: string, inStream: Refusal | undefined): Reply {
  const prompt = readPrompt(promptBody(call));
  const turn = turnFor(prompt, call.world.knobs.replies);
  switch (call.route.operation) {
    case 'InvokeModel':
      return jsonReply(200, message(model, prompt, turn));
    case 'InvokeModelWithResponseStream':
      return streamReply(messageEvents(model, prompt, turn).map(chunkFrame), inStream);
    case 'Converse':
      return jsonReply(200, converseAnswer(prompt, turn));
    case 'ConverseStream':
      return streamReply(
        converseEvents(prompt, turn).map(([type, payload]) => eventFrame(type, payload)),
        inStream,
      );
    default:
      return jsonReply(200, { inputTokens: prompt.inputTokens });
  }
}

/** CountTokens wraps what the other operations send bare. */
function promptBody({ route, request }: Call): Record<string, unknown> {
  const body = jsonBody(request);
  if (route.operation !== 'CountTokens') return body;
  const input = (body['input'] ?? {}) as { converse?: Record<string, unknown>; invokeModel?: { body?: string } };
  const bytes = Buffer.from(input.invokeModel?.body ?? '', 'base64');
  return input.converse ?? jsonBody({ ...request, body: bytes });
}

function streamReply(frames: readonly Uint8Array[], inStream: Refusal | undefined): Reply {
  const headers = { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-bedrock-content-type': 'application/json' };
  if (inStream === undefined) return { status: 200, headers, body: frames };
  return { status: 200, headers, body: [...frames.slice(0, 2), exceptionFrame(inStream)], error: inStream.name };
}
