import type { Secret } from '../../secret.ts';
import type { LoopbackReply, LoopbackServer, System } from '../../system/system.ts';
import { judgeCallback, type Callback } from './callback.ts';
import { callbackPage } from './callback-page.ts';

/** The one answer that counts. */
export type FinalCallback = Exclude<Callback, { kind: 'stray' }>;

/** A server on loopback that waits for the browser to come back. */
export interface CallbackServer {
  readonly port: number;
  readonly arrived: Promise<FinalCallback>;
  /** Shows the person how it ended, if the browser is waiting for it, and stops listening. */
  end(page: LoopbackReply): Promise<void>;
}

/** A page on its way must be out before the server's connections are closed. */
const handOutMs = 100;

/** Listens on 127.0.0.1. Whatever else is asked of it is answered and ends nothing; the first right answer is the only one. Throws the system's error. */
export async function openCallbackServer({ loopback, pause }: Pick<System, 'loopback' | 'pause'>, state: Secret): Promise<CallbackServer> {
  const [arrival, page] = [deferred<FinalCallback>(), deferred<LoopbackReply>()];
  let answered = false;
  const server: LoopbackServer = await loopback.listen((request) => {
    const callback = judgeCallback(request, state);
    if (callback.kind === 'stray') return strayPage(callback.status);
    if (answered) return callbackPage(409, 'Already answered', 'This sign-in has had its answer. You can close this page.');
    answered = true;
    arrival.resolve(callback);
    return page.promise;
  });
  const end: CallbackServer['end'] = async (last) => {
    page.resolve(last);
    if (answered) await pause(handOutMs);
    await server.close();
  };
  return { port: server.port, arrived: arrival.promise, end };
}

function strayPage(status: 400 | 404 | 405): LoopbackReply {
  return callbackPage(status, 'Not a sign-in', 'This is not the answer that lode waits for. Go back to the page that your terminal shows.');
}

function deferred<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}
