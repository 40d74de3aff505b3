import { fail } from '../errors.ts';
import { errorCatalogue } from './error-catalogue.ts';
import type { Change, Knobs } from './knobs.ts';
import { defaultKnobs, faultKinds, formStates, rotations } from './knobs.ts';
import type { World } from './world.ts';

/** Applies a change to a running sandbox; `keys` are merged, every other knob is replaced. Throws `sandbox.knob` on a knob or word it does not know. */
export function applyChange(world: World, change: Change): void {
  const { expireIssuedKeys, expireSsoTokens, ...knobs } = change;
  for (const name of Object.keys(knobs)) if (!(name in defaultKnobs)) refuse(`The sandbox has no knob ${name}.`, Object.keys(defaultKnobs));
  const ids = errorCatalogue.map((entry) => entry.id);
  for (const { id } of knobs.errors ?? []) if (!ids.includes(id)) refuse(`The sandbox knows no error ${id}.`, ids);
  for (const { kind } of knobs.faults ?? []) if (!faultKinds.includes(kind)) refuse(`The sandbox knows no fault ${kind}.`, faultKinds);
  if (knobs.rotation !== undefined && !rotations.includes(knobs.rotation)) refuse(`The sandbox knows no rotation ${knobs.rotation}.`, rotations);
  if (knobs.useCaseForm !== undefined && !formStates.includes(knobs.useCaseForm))
    refuse(`The sandbox knows no use-case form ${knobs.useCaseForm}.`, formStates);
  world.knobs = { ...world.knobs, ...withoutUndefined(knobs), keys: { ...world.knobs.keys, ...knobs.keys } };
  if (knobs.errors !== undefined) world.errorUses.clear();
  if (knobs.faults !== undefined) world.faultUses.clear();
  if (knobs.useCaseForm !== undefined) world.account.forms.clear();
  if (knobs.availability !== undefined) world.account.agreements.clear();
  if (expireIssuedKeys === true) for (const key of world.keys.values()) if (key.sessionToken !== undefined) world.expiredKeys.add(key.accessKeyId);
  if (expireSsoTokens !== undefined) endSessions(world, expireSsoTokens);
}

function endSessions(world: World, what: 'access' | 'session'): void {
  for (const session of world.ssoSessions) {
    session.accessExpires = 0;
    session.ended ||= what === 'session';
  }
}

const withoutUndefined = (knobs: Partial<Knobs>): Partial<Knobs> => Object.fromEntries(Object.entries(knobs).filter(([, value]) => value !== undefined));

function refuse(message: string, known: readonly string[]): never {
  fail({ code: 'sandbox.knob', exit: 'usage', message, hints: [`Known: ${known.join(', ')}.`] });
}
