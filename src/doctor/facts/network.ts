import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';

export interface NetworkFacts {
  readonly looked: true;
}

export async function gatherNetwork(_system: System, _base: DoctorBase): Promise<NetworkFacts> {
  return { looked: true };
}
