import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';

export interface AwsFileFacts {
  readonly looked: true;
}

export async function gatherAwsFiles(_system: System, _base: DoctorBase): Promise<AwsFileFacts> {
  return { looked: true };
}
