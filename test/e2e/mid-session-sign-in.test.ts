import { execFileSync } from 'node:child_process';
import { chmodSync, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startPty } from '../support/pty.ts';
import { builtProgram } from '../support/run-lode.ts';
import { waitFor, type TurnEnd } from './stage/conversation.ts';
import { opus, region, setStage, type Stage } from './stage/stage.ts';

const words = 'claude -p --input-format stream-json --output-format stream-json --verbose';

/** A browser with a person in front of it, who needs a moment: opens the page, and everything it leads to. */
const browser = `#!${process.execPath}
require('node:fs').appendFileSync(process.env.HOME + '/browser.log', process.argv[2] + '\\n');
setTimeout(() => void fetch(process.argv[2]), 3000);
`;

/** A session whose stderr is a terminal that somebody watches; prompts go in and answers come out as data. */
function watchedSession(stage: Stage, env: Readonly<Record<string, string>>) {
  const [input, output] = [join(stage.home, 'in'), join(stage.home, 'out')];
  execFileSync('mkfifo', [input]);
  const line = `exec "$NODE" "$LODE" ${words} <"${input}" >"${output}"`;
  const pty = startPty('/bin/sh', ['-c', line], {
    env: { ...stage.env(env), NODE: process.execPath, LODE: builtProgram(), TERM: 'xterm' },
    cwd: stage.project,
  });
  onTestFinished(() => pty.end());
  const prompts = createWriteStream(input);
  let turns = 0;
  const ends = (): readonly TurnEnd[] =>
    (existsSync(output) ? readFileSync(output, 'utf8') : '')
      .split('\n')
      .filter((text) => text.includes('"type":"result"'))
      .map((text) => JSON.parse(text) as TurnEnd);
  return {
    pty,
    async turn(prompt: string, timeoutMs: number): Promise<TurnEnd> {
      const number = turns++;
      prompts.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content: prompt } })}\n`);
      return waitFor(
        () => ends()[number],
        timeoutMs,
        () =>
          `no end of turn ${number + 1}; the terminal shows:\n${pty.screen()}\n${stage.sandbox
            .log()
            .map(({ at, operation, status, error, accessKeyId }) => `${at} ${operation} ${status} ${error} ${accessKeyId}`)
            .join('\n')} ${execFileSync('sh', ['-c', 'cat $0/.local/state/lode/sign-ins/* $0/browser.log; ls $0/.cache/lode/*', stage.home])}`,
      );
    },
    close: () => void prompts.end(),
  };
}

const settings = { awsProfile: 'sandbox-sso', region, model: opus };
const pages = (stage: Stage): number =>
  existsSync(join(stage.home, 'browser.log')) ? readFileSync(join(stage.home, 'browser.log'), 'utf8').trim().split('\n').length : 0;

test('when the sign-in dies in the middle of a session, one page opens and the same turn goes on', { timeout: 150_000 }, async () => {
  const stage = await setStage({ settings, home: { browser }, knobs: { sessionSeconds: 8 } });
  chmodSync(join(stage.home, 'browser'), 0o755);
  const session = watchedSession(stage, { BROWSER: join(stage.home, 'browser') });
  expect(await session.turn('ping', 60_000)).toMatchObject({ is_error: false, result: 'pong' });
  stage.sandbox.set({ expireSsoTokens: 'session', expireIssuedKeys: true, sessionSeconds: 3600 });
  expect(await session.turn('ping again', 90_000)).toMatchObject({ is_error: false, result: 'pong' });
  expect(pages(stage)).toBe(1);
  expect(new Set(stage.inference().map(({ arn }) => arn)).size).toBe(1);
  session.close();
  expect((await session.pty.ended).code).toBe(0);
});
