import type { Check } from '../../../src/doctor/check.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import { gatherBase } from '../../../src/doctor/doctor-base.ts';
import { gatherSettings } from '../../../src/doctor/facts/settings.ts';
import { examine, type Result } from '../../../src/doctor/report.ts';
import type { GivenFlags } from '../../../src/settings/given.ts';
import { fakeSystem, type FakeMachine } from '../../support/fake-system.ts';

/** A machine on which a launch of lode's would go well. */
export const wellSettled = {
  '/home/ada/.aws/config': '[profile work]\nregion = eu-west-1\n',
  '/home/ada/.aws/credentials': '[work]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = x\n',
  '/home/ada/.config/lode/settings.json': '{ "awsProfile": "work", "region": "eu-west-1" }',
};

/** The facts of a machine in memory, as far as they are about settings. */
export async function settingsFacts({ files = {}, ...machine }: FakeMachine, flags: GivenFlags = {}): Promise<DoctorFacts> {
  const system = fakeSystem({ ...machine, files: { ...wellSettled, ...files } });
  const base = await gatherBase(system, { flags, environment: undefined, assistant: 'claude' } as Parameters<typeof gatherBase>[1]);
  const settings = await gatherSettings(system, base);
  return { now: system.now(), base, settings, account: { looked: { kind: 'untried', why: 'nobody asked' } } } as unknown as DoctorFacts;
}

/** What one check says of a machine, without what is well; what it needs counts as well. */
export async function lookAt(check: Check, machine: FakeMachine, flags: GivenFlags = {}): Promise<readonly Result[]> {
  const facts = await settingsFacts(machine, flags);
  return examine([{ ...check, needs: [] }], facts).results.filter(({ severity }) => severity !== 'ok');
}

/** `severity code`, in order. */
export function named(results: readonly Result[]): readonly string[] {
  return results.map(({ severity, code }) => `${severity} ${code}`);
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
