import type { Obtained } from '../../auth/obtain.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import type { Looked } from '../probe.ts';

export interface AccountReport {
  readonly looked: true;
}

export async function gatherAccount(_system: System, _base: DoctorBase, _obtained: Promise<Looked<Obtained | undefined>>): Promise<AccountReport> {
  return { looked: true };
}
