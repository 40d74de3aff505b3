import { acquire } from '../../../src/auth/acquire.ts';
import type { AcquireRequest } from '../../../src/auth/acquire.ts';
import { nodeSystem } from '../../../src/system/node.ts';
import type { Reservation, System } from '../../../src/system/system.ts';

/** Where a process that renews a sign-in is struck: killed or stopped at once, with no chance to clean up. */
export type Moment = 'before the call' | 'before the token is written' | 'after the token is written' | 'never';

interface Words {
  readonly request: AcquireRequest;
  readonly moment: Moment;
  readonly signal: NodeJS.Signals;
}

const { request, moment, signal } = JSON.parse(process.argv[2] ?? '{}') as Words;
const here = nodeSystem();
const strike = (): void => void process.kill(process.pid, signal);

/** A machine that strikes this process at the chosen moment of the renewal. */
const system: System = {
  ...here,
  files: {
    ...here.files,
    reserve(path, bytes, mode): Reservation {
      const room = here.files.reserve(path, bytes, mode);
      if (moment === 'before the call') strike();
      return {
        ...room,
        keep(text) {
          if (moment === 'before the token is written') strike();
          room.keep(text);
          if (moment === 'after the token is written') strike();
        },
      };
    },
  },
};

const began = performance.now();
const acquired = await acquire(system, { ...request, context: { ...request.context, env: here.env } }).catch(
  (error: Error) => ({ kind: 'thrown', message: error.message }) as const,
);
const key = 'credentials' in acquired ? acquired.credentials.accessKeyId : undefined;
const said = acquired.kind === 'thrown' ? acquired.message : 'failure' in acquired ? acquired.failure?.message : undefined;
process.stdout.write(`${JSON.stringify({ kind: acquired.kind, key, said, tookMs: Math.round(performance.now() - began) })}\n`);
process.exit(0);
