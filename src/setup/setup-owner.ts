import type { ChangeOwner } from '../changes/change-owner.ts';

/** In whose name setup changes files. */
export const setupOwner: ChangeOwner = { name: 'setup', command: 'lode setup', code: 'setup' };

/** In whose name it takes that back. */
export const setupUndoOwner: ChangeOwner = { ...setupOwner, command: 'lode setup --undo' };
