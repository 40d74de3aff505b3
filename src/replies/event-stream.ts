import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** One event of an `application/vnd.amazon.eventstream` body. */
export function eventFrame(type: string, payload: unknown): Uint8Array {
  return frame({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload);
}

/** A `chunk` event of InvokeModelWithResponseStream: the model's own event, base64 inside JSON. */
export function chunkFrame(event: unknown): Uint8Array {
  return eventFrame('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') });
}

/** A failure after the 200 was sent; the event's name starts with a small letter. */
export function exceptionFrame({ name, message }: { readonly name: string; readonly message: string }): Uint8Array {
  const type = name.charAt(0).toLowerCase() + name.slice(1);
  return frame({ ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' }, { message });
}

function frame(headers: Readonly<Record<string, string>>, payload: unknown): Uint8Array {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }]);
  return codec.encode({ headers: Object.fromEntries(typed), body: fromUtf8(JSON.stringify(payload)) });
}
