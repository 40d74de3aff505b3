import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';

export interface DistanceRequest {
  readonly host: string;
  readonly port: number;
  /** Milliseconds for the connection. */
  readonly limitMs: number;
  /** A monotonic clock in milliseconds. */
  readonly elapsed: () => number;
}

/**
 * How long it takes to connect to a host, in milliseconds and without looking up its name; undefined when it cannot be reached in time. Sends nothing.
 * Never throws.
 */
export async function connectTime({ host, port, limitMs, elapsed }: DistanceRequest): Promise<number | undefined> {
  // Looked up beforehand: Node's own attempt at several addresses gives up on each after a quarter of a second, and the far side of the world is further.
  const found = await lookup(host).catch(() => undefined);
  if (found === undefined) return undefined;
  const started = elapsed();
  return new Promise((resolve) => {
    const socket = connect({ host: found.address, port, timeout: limitMs });
    const end = (ms: number | undefined): void => {
      socket.destroy();
      resolve(ms);
    };
    socket.once('connect', () => end(elapsed() - started));
    socket.once('timeout', () => end(undefined));
    socket.on('error', () => end(undefined));
  });
}
