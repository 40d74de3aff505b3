export interface LoopbackRequest {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoopbackReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface LoopbackServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Answers HTTP on 127.0.0.1 and nowhere else. */
export interface Loopback {
  /**
   * Listens on a free port. Requests with more than 16 KiB of headers, a body of more than `bodyBytes` (default 64 KiB; bodies are not kept), or slower than
   * ten seconds, are dropped.
   */
  listen(answer: (request: LoopbackRequest) => LoopbackReply | Promise<LoopbackReply>, bodyBytes?: number): Promise<LoopbackServer>;
}
