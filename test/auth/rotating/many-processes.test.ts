import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshToken } from '../../../src/auth/rotating/fresh.ts';
import type { Rotating } from '../../../src/auth/rotating/rotating.ts';
import type { TokenAnswer } from '../../../src/auth/rotating/standing.ts';
import type { System } from '../../../src/system/system.ts';
import { fakeSystem } from '../../support/fake-system.ts';

/** Processes that share a file and a service whose refresh tokens work once, in whatever order their steps may come. */

interface Token {
  readonly access: number;
  readonly refresh: number;
  readonly expiresAt: number;
}

const noon = Date.parse('2026-11-21T12:00:00Z');
const hour = 3_600_000;
const path = '/home/ada/.aws/sso/cache/token.json';
const place = { cacheFolder: '/cache', stateFolder: '/state', waitMs: 60_000 };

class Refused extends Error {
  override name = 'InvalidGrantException';
}

/** What happens to a process of ours, or another program that takes no lock. */
type Fate = 'lives' | 'killed before it asks' | 'killed with the answer in its hands' | 'another program';

function world(scheduler: fc.Scheduler, left: number) {
  const machine = fakeSystem({ now: noon, files: { [path]: JSON.stringify({ access: 1, refresh: 1, expiresAt: noon + left }) } });
  const server = { refresh: 1, spent: 0, refused: 0, asking: 0, mostAsking: 0 };
  const locks = new Map<string, number>();
  const read = (): Token => JSON.parse(machine.text(path) ?? '') as Token;
  const step = (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);
  const never = (): Promise<never> => new Promise(() => undefined);

  /** One CreateToken: it may be overtaken on the way there and on the way back. */
  async function create(refresh: number): Promise<Token> {
    server.asking += 1;
    server.mostAsking = Math.max(server.mostAsking, server.asking);
    await step('request');
    const good = refresh === server.refresh;
    if (good) server.refresh += 1;
    server[good ? 'spent' : 'refused'] += 1;
    const issued = { access: server.refresh, refresh: server.refresh, expiresAt: machine.now() + hour };
    await step('answer');
    server.asking -= 1;
    if (!good) throw new Refused('Invalid refresh token provided');
    return issued;
  }

  function systemOf(id: number): System {
    return {
      ...machine,
      pid: id,
      pause: async (ms) => {
        await step('pause');
        machine.advance(ms / 50);
      },
      locks: {
        async take(name) {
          await step('lock');
          if (locks.has(name)) return { kind: 'held' };
          locks.set(name, id);
          return { kind: 'taken', lock: { release: () => void (locks.get(name) === id && locks.delete(name)) } };
        },
      },
    };
  }

  function die(id: number): Promise<never> {
    for (const [name, holder] of locks) if (holder === id) locks.delete(name);
    return never();
  }

  function rotatingOf(id: number, fate: Fate): Rotating<Token, Token> {
    return {
      name: 'sso-work',
      title: 'SSO session work',
      path,
      read,
      parse: (text) => JSON.parse(text) as Token,
      expiresAt: (token) => token.expiresAt,
      isRenewable: (token): token is Token => token.refresh > 0,
      digest: (token) => String(token.refresh),
      isSame: (one, other) => one.access === other.access,
      obstacle: () => undefined,
      async spend(token) {
        if (fate === 'killed before it asks') return die(id);
        const issued = await create(token.refresh);
        return fate === 'killed with the answer in its hands' ? die(id) : JSON.stringify(issued);
      },
      isSpent: ({ name }) => name === 'InvalidGrantException',
    };
  }

  return {
    server,
    read,
    ours: (id: number, fate: Fate): Promise<TokenAnswer<Token>> => freshToken(systemOf(id), rotatingOf(id, fate), place),
    async theirs(): Promise<void> {
      const token = read();
      await step('their look');
      const issued = await create(token.refresh).catch(() => undefined);
      if (issued !== undefined) machine.files.writeAtomic(path, JSON.stringify(issued), 0o600);
    },
  };
}

const fates = fc.array(fc.constantFrom<Fate>('lives', 'lives', 'killed before it asks', 'killed with the answer in its hands', 'another program'), {
  minLength: 1,
  maxLength: 6,
});

describe('in any order of their steps, and whoever is killed', () => {
  test('one process asks at a time, a good token is never given up, and nobody waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fates, fc.constantFrom(-1000, 60_000, hour), async (scheduler, all, left) => {
        const there = world(scheduler, left);
        const answers: (TokenAnswer<Token> | undefined)[] = [];
        const running = all.map((fate, id) =>
          fate === 'another program' ? there.theirs() : there.ours(id, fate).then((answer) => void (fate === 'lives' && answers.push(answer))),
        );
        const living = all.flatMap((fate, id) => (fate === 'lives' || fate === 'another program' ? [running[id]] : []));
        await scheduler.waitFor(Promise.all(living));

        const others = all.filter((fate) => fate === 'another program').length;
        expect(there.server.mostAsking).toBeLessThanOrEqual(1 + others);
        // Only a process that was killed with the answer in its hands loses a sign-in, and then everybody says so.
        const isLost = there.read().refresh !== there.server.refresh;
        const mayBeLost = all.includes('killed with the answer in its hands');
        expect(isLost && !mayBeLost).toBe(false);
        for (const answer of answers) {
          if (answer?.kind === 'failed') expect([isLost || mayBeLost, answer.failure.kind]).toEqual([true, 'expired']);
          else expect(answer?.token.expiresAt).toBeGreaterThan(noon);
        }
        // Without others' doing, what is spent is spent once.
        if (others === 0) expect(there.server.spent).toBeLessThanOrEqual(1);
      }),
      { numRuns: 600 },
    );
  });
});
