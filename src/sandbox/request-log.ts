import { appendFileSync } from 'node:fs';
import type { Fault } from './knobs.ts';
import type { ServiceName } from './route.ts';

/** What the sandbox remembers of a request: public ids only, never a secret, a token or a prompt. */
export interface RequestRecord {
  readonly at: string;
  readonly service: ServiceName;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The region it was signed for. */
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly account?: string;
  readonly arn?: string;
  readonly model?: string;
  /** What a token was asked for. */
  readonly grantType?: string;
  /** 0 when nothing was sent. */
  readonly status: number;
  /** How the answer was broken. */
  readonly fault?: Fault['kind'];
  readonly error?: string;
  readonly h2: boolean;
  /** Which program asked, as it says itself. */
  readonly userAgent?: string;
}

/** Appends one JSON line; the file is readable by its owner only, because it names accounts. */
export function appendRecord(file: string, record: RequestRecord): void {
  appendFileSync(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
}
