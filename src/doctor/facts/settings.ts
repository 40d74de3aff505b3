import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';

export interface SettingsFacts {
  readonly looked: true;
}

export async function gatherSettings(_system: System, _base: DoctorBase): Promise<SettingsFacts> {
  return { looked: true };
}
