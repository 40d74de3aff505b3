import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startShell, type Pty } from '../support/pty.ts';
import { nodeBinaries } from '../support/run-lode.ts';
import { waitFor } from './stage/conversation.ts';
import { region, setStage, type Stage } from './stage/stage.ts';

const nodes = await nodeBinaries();

/** What a first interactive start asks once: a theme, and whether the folder is trusted. */
const askedBefore = (stage: Stage): object => ({
  hasCompletedOnboarding: true,
  theme: 'dark',
  projects: { [stage.project]: { hasTrustDialogAccepted: true } },
});

function openShell(stage: Stage): Pty {
  const shell = startShell({ env: { ...stage.env(), TERM: 'xterm-256color' }, cwd: stage.project, columns: 120, rows: 40 });
  onTestFinished(() => shell.end());
  return shell;
}

/** Types a line once the shell asks for one: what is typed earlier may be read, or thrown away, by the program before. */
async function enter(shell: Pty, line: string): Promise<void> {
  await shell.waitFor(/\$ $/, 20_000);
  shell.type(`${line}\r`);
}

/** How the terminal treats keys, as the shell sees it. */
async function terminalModes(shell: Pty, mark: string): Promise<string> {
  await enter(shell, `stty -a | grep -oE -- '-?(icanon|echo|isig|icrnl|opost)\\b' | tr '\\n' ' '; echo ${mark}-end`);
  const [, modes = ''] = await shell.waitFor(new RegExp(`((?:-?(?:icanon|echo|isig|icrnl|opost) )+)${mark}-end`));
  return modes;
}

describe.each(nodes)('in a terminal on Node $version', ({ path: node }) => {
  test.each([
    ['claude', 'Opus 5.5', 'eu.anthropic.claude-opus-5-5'],
    ['claude-old', 'Opus 4.8', 'eu.anthropic.claude-opus-4-8'],
  ])('%s shows the model on Bedrock, stops and goes on, answers, and leaves the terminal as it was', async (assistant, label, model) => {
    const stage = await setStage({ assistant, settings: { awsProfile: 'work', region } });
    stage.write('home', { '.claude.json': askedBefore(stage) });
    const shell = openShell(stage);
    const before = await terminalModes(shell, 'before');

    await enter(shell, `${node} ${resolve('dist/bin.js')} claude`);
    await shell.waitFor(new RegExp(`lode: assumed-role/Developer/ana in account 111122223333\\s+· ${region}\\s+· ${model}`), 20_000);
    await shell.waitFor(new RegExp(`${label.replace(' ', '\\s*')}\\s*·\\s*Amazon\\s*Bedrock`), 20_000);
    await shell.waitFor(/❯/);

    shell.type('\x1a');
    await shell.waitFor(/Stopped/, 20_000);
    await enter(shell, 'jobs -s | wc -l');
    await shell.waitFor(/\n1\n/);
    await enter(shell, 'fg');
    await shell.waitFor(/❯/, 20_000);

    shell.type('ping');
    await shell.waitFor(/ping/);
    shell.type('\r');
    await waitFor(
      () => stage.inference()[0],
      20_000,
      () => shell.screen(),
    );
    await shell.waitFor(/pong/, 20_000);
    expect(stage.inference()).toMatchObject([{ model, region, arn: stage.key.arn, status: 200 }]);

    shell.type('\x03');
    await shell.waitFor(/Press\s*Ctrl-C\s*again\s*to\s*exit/);
    shell.type('\x03');
    await shell.waitFor(/claude --resume/, 20_000);
    await enter(shell, 'echo "ended with $?"');
    await shell.waitFor(/\nended with 0\n/);
    expect(await terminalModes(shell, 'after')).toBe(before);
  });
});
