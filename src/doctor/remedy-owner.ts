import type { ChangeOwner } from '../changes/change-owner.ts';

/** In whose name remedies change files. */
export const remedyOwner: ChangeOwner = { name: 'doctor', command: 'lode doctor --fix', code: 'fix' };
