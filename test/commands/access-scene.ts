import type { Change } from '../../src/sandbox/knobs.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../support/fake-system.ts';

const atTerminal = { inIsTerminal: true, errIsTerminal: true, outIsTerminal: true };

/** A sandbox, and machines in front of it whose person and clock are a test's. */
export interface AccessScene {
  readonly sandbox: Sandbox;
  /** A machine with the sandbox's keys and somebody at its terminal. */
  attended(machine?: FakeMachine): FakeSystem;
  /** The same with nobody there. */
  alone(machine?: FakeMachine): FakeSystem;
  /** How often an operation was asked for. */
  asked(operation: string): number;
  close(): Promise<void>;
}

export async function setAccessScene(knobs: Change = {}): Promise<AccessScene> {
  const sandbox = await startSandbox({ knobs });
  const { accessKeyId, secretAccessKey } = sandboxKeys.user;
  const env = { ...sandbox.env(), AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  // The sandbox compares the time of a signature, which the SDK takes from the real clock.
  const alone = (machine: FakeMachine = {}): FakeSystem => fakeSystem({ now: Date.now(), ...machine, env: { ...env, ...machine.env } });
  return {
    sandbox,
    alone,
    attended: (machine = {}) => alone({ ...machine, terminal: { ...atTerminal, ...machine.terminal } }),
    asked: (operation) => sandbox.log().filter((record) => record.operation === operation).length,
    close: () => sandbox.close(),
  };
}
