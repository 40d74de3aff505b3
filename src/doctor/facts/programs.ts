import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';

export interface ProgramFacts {
  readonly looked: true;
}

export async function gatherPrograms(_system: System, _base: DoctorBase): Promise<ProgramFacts> {
  return { looked: true };
}
