import { chunkFrame } from '../../replies/event-stream.ts';
import { message, messageEvents } from '../../replies/messages-form.ts';
import type { Secret } from '../../secret.ts';
import type { LoopbackReply, LoopbackRequest } from '../../system/system.ts';

/** By whom a request was signed; never with what. */
export type Signer =
  | { readonly kind: 'key'; readonly accessKeyId: string; readonly region: string }
  /** A Bedrock API key, and whether it is the one that lode handed over. */
  | { readonly kind: 'api-key'; readonly ours: boolean }
  | { readonly kind: 'nobody' };

/** What a request to a model says of itself. */
export interface HeardRequest {
  readonly model: string;
  readonly signer: Signer;
}

export interface StandIn {
  /** In the order in which they came. */
  readonly heard: readonly HeardRequest[];
  answer(request: LoopbackRequest): LoopbackReply;
}

/** A model's ID in the path (Amazon Bedrock API reference, InvokeModel and Converse). */
const modelPath = /^\/model\/([^/]+)\/(invoke|invoke-with-response-stream|converse|converse-stream)$/;
/** An access key ID and a region in a signature (AWS Signature Version 4). */
const signature = /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\/\d{8}\/([a-z0-9-]+)\//;

const turn = { kind: 'text', text: 'pong' } as const;
const prompt = { inputTokens: 1 };

/** Stands in for the Bedrock runtime: writes down who asked for which model, and answers `pong`. */
export function standIn(apiKey: Secret | undefined): StandIn {
  const heard: HeardRequest[] = [];
  return {
    heard,
    answer({ path, headers }) {
      const [, id, operation] = modelPath.exec(path) ?? [];
      if (id === undefined) return path.endsWith('/inference-profiles') ? json(200, { inferenceProfileSummaries: [] }) : json(404, { message: 'not here' });
      const model = decoded(id);
      heard.push({ model, signer: signerOf(headers['authorization'] ?? '', apiKey) });
      return operation === 'invoke-with-response-stream' ? stream(model) : json(200, message(model, prompt, turn));
    },
  };
}

function signerOf(authorization: string, apiKey: Secret | undefined): Signer {
  const [, accessKeyId, region] = signature.exec(authorization) ?? [];
  if (accessKeyId !== undefined && region !== undefined) return { kind: 'key', accessKeyId, region };
  const [, bearer] = /^Bearer (.+)$/.exec(authorization) ?? [];
  return bearer === undefined ? { kind: 'nobody' } : { kind: 'api-key', ours: bearer === apiKey?.reveal() };
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function json(status: number, body: unknown): LoopbackReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function stream(model: string): LoopbackReply {
  const headers = { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-bedrock-content-type': 'application/json' };
  return { status: 200, headers, body: Buffer.concat(messageEvents(model, prompt, turn).map(chunkFrame)) };
}
