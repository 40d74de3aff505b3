import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';

export interface HousekeepingFacts {
  readonly looked: true;
}

export async function gatherHousekeeping(_system: System, _base: DoctorBase): Promise<HousekeepingFacts> {
  return { looked: true };
}
