/** How long a sign-in waits (ms): a person finds their phone, types a password and answers a second factor; a code of AWS's lasts ten minutes. */
export const personLimitMs = 600_000;
