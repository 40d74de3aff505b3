import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';

export interface CredentialFacts {
  readonly looked: true;
}

export async function gatherCredentials(_system: System, _base: DoctorBase): Promise<CredentialFacts> {
  return { looked: true };
}
