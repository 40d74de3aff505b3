import { randomUUID } from 'node:crypto';
import { answer } from './answer.ts';
import { sendHalf, sendNothing } from './broken-answer.ts';
import { applyChange } from './change.ts';
import { sandboxEnvironment } from './environment.ts';
import type { AnyRequest, AnyResponse } from './exchange.ts';
import { jsonReply, readRequest, writeReply } from './exchange.ts';
import { fewProfiles } from './few-profiles.ts';
import type { Change } from './knobs.ts';
import { openOnePort } from './one-port.ts';
import type { ProfilesByRegion } from './profiles.ts';
import type { RequestRecord } from './request-log.ts';
import { appendRecord } from './request-log.ts';
import type { ServiceName } from './route.ts';
import type { World } from './world.ts';
import { newWorld } from './world.ts';

export interface SandboxOptions {
  /** Default: any free port. */
  readonly port?: number;
  readonly knobs?: Change;
  /** What ListInferenceProfiles says by default; `few-profiles.ts` when not given. */
  readonly profilesByRegion?: ProfilesByRegion;
  /** Models that a region serves by their bare id; none when not given. */
  readonly onDemand?: (region: string) => readonly string[];
  /** Appends each request as one JSON line. */
  readonly logFile?: string;
  readonly clock?: () => number;
}

/** A loopback stand-in for the AWS services that lode and the assistants use. */
export interface Sandbox {
  readonly url: string;
  readonly port: number;
  /** The state behind it: for the files of a throw-away home, and for tests. */
  readonly world: World;
  /** Endpoint variables for a child process; credentials are the caller's business. */
  env(): Record<string, string>;
  /** Every request so far, oldest first, without those to the sandbox's own API. */
  log(): readonly RequestRecord[];
  /** Changes knobs, effective from the next request on. Throws LodeError `sandbox.knob`. */
  set(change: Change): void;
  close(): Promise<void>;
}

/** Starts the sandbox on 127.0.0.1. Throws LodeError `sandbox.knob` for bad knobs, and the system's error when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  let url = '';
  const world = newWorld({
    profilesByRegion: options.profilesByRegion ?? fewProfiles,
    onDemand: options.onDemand ?? (() => []),
    url: () => url,
    clock: options.clock ?? Date.now,
  });
  applyChange(world, options.knobs ?? {});
  const opened = await openOnePort(options.port ?? 0, (request, response) => {
    // A client that hung up needs no answer.
    serve(world, options.logFile, request, response).catch(() => request.destroy());
  });
  url = `http://127.0.0.1:${opened.port}`;
  return {
    url,
    port: opened.port,
    world,
    env: () => sandboxEnvironment(url),
    log: () => world.log,
    set: (change) => applyChange(world, change),
    close: () => opened.close(),
  };
}

async function serve(world: World, logFile: string | undefined, incoming: AnyRequest, outgoing: AnyResponse): Promise<void> {
  try {
    const request = await readRequest(incoming);
    const { reply, record, fault } = answer(world, request);
    if (record.service !== 'control') {
      world.log.push(record);
      if (logFile !== undefined) appendRecord(logFile, record);
      await latency(world, record.service);
    }
    if (fault?.kind === 'reset' || fault?.kind === 'hang') sendNothing(outgoing, fault);
    else if (fault?.kind === 'half-body') await sendHalf(outgoing, reply);
    else await writeReply(outgoing, reply, randomUUID(), new Date(world.now()));
  } catch (error) {
    const reply = jsonReply(500, { message: `The sandbox failed: ${String(error)}` });
    if (!outgoing.headersSent) await writeReply(outgoing, reply, randomUUID(), new Date(world.now()));
  }
}

function latency({ knobs: { latencyMs } }: World, service: ServiceName): Promise<void> | undefined {
  const wait = typeof latencyMs === 'number' ? latencyMs : (latencyMs[service] ?? 0);
  return wait > 0 ? new Promise((over) => setTimeout(over, wait).unref()) : undefined;
}
