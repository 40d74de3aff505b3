import type { AccountAnswer } from './account-list.ts';

/** What is known of an account that the settings forbid to ask. */
export const discoveryOff: AccountAnswer = { kind: 'unknown', why: 'bedrockDiscovery.enabled is false' };
