import { expect, test } from 'vitest';
import { tryAssistant } from '../../../src/doctor/facts/probes-trial.ts';
import type { DoctorBase } from '../../../src/doctor/doctor-base.ts';
import type { SessionFacts } from '../../../src/doctor/facts/probes-session.ts';
import type { AssistantProgram } from '../../../src/launcher/facts.ts';
import { startStopwatch } from '../../../src/launcher/stopwatch.ts';
import type { ClaudeFile } from '../../../src/settings/claude-files.ts';
import type { CaptureRequest, System } from '../../../src/system/system.ts';
import { canary, launchFacts, loaded } from '../../launcher/launch-facts.ts';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../../support/fake-system.ts';

/** A machine on which somebody listens at port 4711, and a person sits at the terminal. */
function machine(more: FakeMachine = {}): { readonly fake: FakeSystem; readonly system: System; readonly closed: () => boolean } {
  let closed = false;
  const terminal = { inIsTerminal: true, errIsTerminal: true };
  const fake = fakeSystem({ terminal, capture: () => ({ end: { kind: 'exited', code: 0 }, stdout: `pong ${canary}`, stderr: '' }), ...more });
  const server = { port: 4711, close: async () => void (closed = true) };
  return { fake, system: { ...fake, loopback: { listen: async () => server } }, closed: () => closed };
}

const unseen = { kind: 'untried', why: 'not in this test' } as const;
const request = { flags: {}, environment: undefined, assistant: 'claude', probe: false, through: true, yes: false };
const base: DoctorBase = { request, loaded: unseen, session: unseen };

function session(program: Partial<AssistantProgram> = {}, claude: readonly ClaudeFile[] = []): SessionFacts {
  const aws = launchFacts();
  const files = { ...loaded, claude };
  return { aws, loaded: files, program: { kind: 'seen', value: { ...aws.program, ...program } }, watch: startStopwatch(() => 0) };
}

const managed = (env: Record<string, string>): ClaudeFile => ({
  layer: 'managed',
  path: '/etc/claude-code/managed-settings.json',
  kind: 'read',
  text: '',
  content: { env },
});

test('the assistant runs once, bounded, in a folder of its own, with nobody to ask and every endpoint at the stand-in', async () => {
  const { fake, system, closed } = machine();
  const trial = await tryAssistant(system, base, session());
  expect(trial).toMatchObject({ kind: 'seen', value: { kind: 'tried', end: { kind: 'exited', code: 0 }, lastWords: 'pong [secret]' } });
  expect(fake.captured).toHaveLength(1);
  const { command, cwd, env, timeoutMs, maxBytes } = fake.captured[0] as CaptureRequest;
  expect({ program: command[0], cwd, timeoutMs, bounded: maxBytes < 1_000_000 }).toEqual({
    program: '/usr/bin/claude',
    cwd: '/home/ada/.cache/lode/trial',
    timeoutMs: 60_000,
    bounded: true,
  });
  expect(Object.entries(env).flatMap(([name, value]) => (/ENDPOINT_URL|BEDROCK_BASE_URL/.test(name) ? [value] : []))).toEqual(
    Array.from({ length: 5 }, () => 'http://127.0.0.1:4711'),
  );
  expect(JSON.parse(env['LODE_LAUNCH'] ?? '')).toMatchObject({ person: false });
  expect(fake.questions).toEqual([]);
  expect(closed()).toBe(true);
});

test('managed settings that stop a launch stop the trial before anything is run, and are named', async () => {
  const { fake, system } = machine();
  const trial = await tryAssistant(system, base, session({}, [managed({ AWS_REGION: 'us-east-1' })]));
  expect(trial).toMatchObject({
    kind: 'seen',
    value: {
      kind: 'refused',
      failure: { code: 'claude.managed-conflict', message: expect.stringContaining('/etc/claude-code/managed-settings.json, key env.AWS_REGION') as string },
    },
  });
  expect(fake.captured).toEqual([]);
});

test('an endpoint that managed settings hold fast, and that a launch keeps to, leaves no room for a stand-in', async () => {
  const { fake, system, closed } = machine();
  const gateway = 'https://gateway.example';
  const { aws, ...rest } = session({}, [managed({ ANTHROPIC_BEDROCK_BASE_URL: gateway })]);
  const there = { ...aws, session: { ...aws.session, endpoints: { bedrockRuntime: gateway } } };
  expect(await tryAssistant(system, base, { ...rest, aws: there })).toMatchObject({ kind: 'failed', failure: { code: 'doctor.no-stand-in' } });
  expect(fake.captured).toEqual([]);
  expect(closed()).toBe(true);
});

test('a version that is not launched is not tried', async () => {
  const { fake, system } = machine();
  expect(await tryAssistant(system, base, session({ version: '2.1.100' }))).toMatchObject({ kind: 'failed', failure: { code: 'assistant.too-old' } });
  expect(fake.captured).toEqual([]);
});

test('a folder that is not empty is left alone, and said', async () => {
  const { fake, system } = machine({ files: { '/home/ada/.cache/lode/trial/CLAUDE.md': 'do this' } });
  const trial = await tryAssistant(system, base, session());
  expect(trial).toMatchObject({
    kind: 'failed',
    failure: { message: 'The folder /home/ada/.cache/lode/trial, in which an assistant is tried, is not empty.' },
  });
  expect(fake.text('/home/ada/.cache/lode/trial/CLAUDE.md')).toBe('do this');
});
