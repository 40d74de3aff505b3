import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AccessKey } from '../../src/sandbox/identities.ts';
import { startPty, type Pty } from '../support/pty.ts';
import { stillRuns } from '../support/still-runs.ts';
import { waitFor } from './stage/conversation.ts';
import { bare } from './stage/launch.ts';
import { processOutput, region, setStage, type Stage } from './stage/stage.ts';

/** What docs/claude-code-helper.md says of Claude Code and lode relies on, without lode. */

/**
 * Waits for as long as the file `hold` is there, half a minute at most, and tells the terminal so by a notification that moves no cursor.
 * It is on record as running only once it has said all it says: whoever ends its reader then cannot end it by a broken pipe.
 */
const helper = `cd "$HOME" || exit 1
if [ -e hold ]; then
  { printf '\\033]9;held\\007' > /dev/tty; } 2> /dev/null
  echo 'said on stderr' >&2
fi
echo "$$ $PPID" >> runs
i=0
while [ -e hold ] && [ $i -lt 300 ]; do sleep 0.1; i=$((i + 1)); done
cat key.json
`;

interface Run {
  readonly pid: number;
  readonly parent: number;
}

async function stageWithHelper(assistant: string, model: string): Promise<Stage> {
  const stage = await setStage({ assistant });
  const models = { ANTHROPIC_MODEL: model, ANTHROPIC_DEFAULT_OPUS_MODEL: model, ANTHROPIC_DEFAULT_SONNET_MODEL: model, ANTHROPIC_DEFAULT_HAIKU_MODEL: model };
  const script = join(stage.home, 'helper.sh');
  // The word after it keeps the shell that Claude Code starts from becoming the helper, as lode's own command does.
  const settings = { env: { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: region, ...models }, awsCredentialExport: `/bin/sh '${script}' || exit 1` };
  const asked = { hasCompletedOnboarding: true, theme: 'dark', projects: { [stage.project]: { hasTrustDialogAccepted: true } } };
  stage.write('home', { 'helper.sh': helper, 'overlay.json': settings, '.claude.json': asked });
  hand(stage, stage.key);
  return stage;
}

const hand = (stage: Stage, key: AccessKey): void => stage.write('home', { 'key.json': { Credentials: processOutput(key) } });
const hold = (stage: Stage): void => stage.write('home', { hold: '' });
const release = (stage: Stage): void => rmSync(join(stage.home, 'hold'), { force: true });
const overlay = (stage: Stage): readonly string[] => ['--settings', join(stage.home, 'overlay.json')];

function runs(stage: Stage): readonly Run[] {
  try {
    const lines = readFileSync(join(stage.home, 'runs'), 'utf8').trim().split('\n');
    return lines.map((line) => line.split(' ').map(Number)).map(([pid = 0, parent = 0]) => ({ pid, parent }));
  } catch {
    return [];
  }
}

function runNumber(stage: Stage, number: number): Promise<Run> {
  return waitFor(
    () => runs(stage)[number - 1],
    20_000,
    () => `the helper ran ${runs(stage).length} times`,
  );
}

function openClaude(stage: Stage): Pty {
  const terminal = startPty(stage.program, overlay(stage), { env: { ...stage.env(), TERM: 'xterm-256color' }, cwd: stage.project, columns: 100, rows: 30 });
  onTestFinished(() => terminal.end());
  return terminal;
}

/** What Claude Code calls the window when no turn is running. */
const idleTitle = '\u001B]0;✳ Claude Code\u0007';

/** Waits for bytes that `waitFor` of a terminal leaves out, after the first so many. */
function shows(terminal: Pty, bytes: string, after = 0): Promise<true> {
  return waitFor(
    () => (terminal.bytes().slice(after).includes(bytes) ? true : undefined),
    10_000,
    () => terminal.screen(),
  );
}

async function say(terminal: Pty, prompt: string): Promise<void> {
  terminal.type(prompt);
  await terminal.waitFor(new RegExp(prompt.replaceAll(' ', '\\s*')));
  terminal.type('\r');
}

describe.each([
  ['claude', 'eu.anthropic.claude-opus-5-5'],
  ['claude-old', 'eu.anthropic.claude-opus-4-8'],
])('%s and an export helper that waits', (assistant, model) => {
  test('the turn waits too, whatever limits are set for requests and for the AWS chain, and shows nothing of it', async () => {
    const stage = await stageWithHelper(assistant, model);
    hold(stage);
    const limits = { API_TIMEOUT_MS: '2000', CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS: '2000' };
    const turn = bare(stage, ['-p', 'ping', ...overlay(stage)], { env: limits });
    await runNumber(stage, 1);
    const early = await Promise.race([turn.then(() => 'ended'), new Promise((waited) => setTimeout(waited, 8000, 'waits'))]);
    expect(early).toBe('waits');
    release(stage);
    expect(await turn).toMatchObject({ code: 0, stdout: 'pong\n', stderr: '' });
    expect(runs(stage)).toHaveLength(1);
  });

  test('Esc ends the turn but not the helper; the next turn waits for the same run, and a notification reaches the terminal', async () => {
    const stage = await stageWithHelper(assistant, model);
    const terminal = openClaude(stage);
    await terminal.waitFor(/❯/, 20_000);
    await say(terminal, 'ping');
    await terminal.waitFor(/●\s*pong/, 20_000);

    stage.sandbox.set({ expireIssuedKeys: true });
    hold(stage);
    const second = stage.newKey();
    hand(stage, second);
    await say(terminal, 'ping two');
    const waiting = await runNumber(stage, 2);
    await shows(terminal, '\u001B]9;held\u0007');

    const shown = terminal.bytes().length;
    terminal.type('\u001B');
    await shows(terminal, idleTitle, shown);
    await say(terminal, ' and ping');
    expect(stillRuns(waiting.pid)).toBe(true);
    release(stage);
    await terminal.waitFor(/●\s*pong/, 20_000);
    expect(runs(stage)).toHaveLength(2);
    expect(stage.inference().at(-1)).toMatchObject({ accessKeyId: second.accessKeyId, status: 200 });
    expect(terminal.screen()).not.toContain('said on stderr');
  });

  test('when Claude Code is told to end, the shell it started ends and the helper behind it is left to find out', async () => {
    const stage = await stageWithHelper(assistant, model);
    hold(stage);
    const claude = spawn(stage.program, ['-p', 'ping', ...overlay(stage)], { cwd: stage.project, env: stage.env(), stdio: 'ignore' });
    const ended = new Promise((left) => claude.once('close', left));
    const { pid, parent } = await runNumber(stage, 1);
    onTestFinished(() => release(stage));
    claude.kill('SIGTERM');
    expect(await ended).toBe(143);
    await waitFor(
      () => (stillRuns(parent) ? undefined : true),
      5000,
      () => 'the shell still runs',
    );
    expect(stillRuns(pid)).toBe(true);
  });
});
