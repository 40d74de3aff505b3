import { credentialErrors } from './errors/credential-errors.ts';
import type { CatalogueError } from './errors/entry.ts';
import { limitErrors } from './errors/limit-errors.ts';
import { modelErrors } from './errors/model-errors.ts';
import { policyErrors } from './errors/policy-errors.ts';
import { signInErrors } from './errors/sign-in-errors.ts';

/** Every failure that can be scripted, by id. */
export const errorCatalogue: readonly CatalogueError[] = [...modelErrors, ...policyErrors, ...credentialErrors, ...signInErrors, ...limitErrors];
