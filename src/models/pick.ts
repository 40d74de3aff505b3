import { versionNeeded } from './assistant-version.ts';
import { candidatesOf, type Candidate } from './candidate.ts';
import type { CatalogModel } from './catalog.ts';
import type { ModelWish } from './model-choice.ts';
import { scopesOf, type Scope } from './scope.ts';

/** What may be used when the best is not to be had. */
export interface Limits {
  /** Further than the user said, or than the region's own geography. */
  readonly widened: boolean;
  /** IDs that one source alone names, or that sources dispute. */
  readonly weak: boolean;
}

export interface Ranked extends Candidate {
  readonly widened: boolean;
  readonly weak: boolean;
}

export interface Pick {
  /** Allowed, best first. */
  readonly ranked: readonly Ranked[];
  /** Would be allowed, but too weakly founded for these limits. */
  readonly doubtful: readonly Candidate[];
  /** Callable from the region, but further than is allowed. */
  readonly outside: readonly Candidate[];
  /** Allowed, but the assistant is too old for them. */
  readonly tooNew: readonly { readonly model: CatalogModel; readonly needs: string }[];
}

/**
 * Ranks every ID for these models (best model first): well-founded before weak, inside before widened, confirmed
 * before probable, better model before lesser, narrower reach before wider.
 */
export function pick(models: readonly CatalogModel[], wish: ModelWish, limits: Limits = { widened: true, weak: true }): Pick {
  const scopes = scopesOf(wish).filter((scope) => limits.widened || !scope.widened);
  const all = models.flatMap((model) => candidatesOf(model, wish.region, wish.account));
  const admitted = all.flatMap((candidate) => admit(candidate, scopes));
  const allowed = admitted.filter((candidate) => limits.weak || !candidate.weak);
  const doubtful = admitted.filter((candidate) => !limits.weak && candidate.weak);
  const outside = all.filter((candidate) => !scopes.some((scope) => scope.reach === candidate.geography));
  const order = (candidate: Ranked) => [
    Number(candidate.weak),
    Number(candidate.widened),
    Number(candidate.confidence === 'probable'),
    models.indexOf(candidate.model),
    scopes.findIndex((scope) => scope.reach === candidate.geography),
  ];
  const ranked = allowed
    .filter((candidate) => versionNeeded(candidate.model, wish.assistantVersion) === undefined)
    .map((candidate) => ({ candidate, order: order(candidate) }))
    .toSorted((a, b) => compareInOrder(a.order, b.order))
    .map(({ candidate }) => candidate);
  return { ranked, doubtful, outside, tooNew: tooNewAmong(allowed, wish.assistantVersion) };
}

function admit(candidate: Candidate, scopes: readonly Scope[]): readonly Ranked[] {
  const scope = scopes.find(({ reach }) => reach === candidate.geography);
  const weak = candidate.confidence === 'single-source' || candidate.confidence === 'disputed';
  return scope === undefined ? [] : [{ ...candidate, weak, widened: scope.widened }];
}

function tooNewAmong(allowed: readonly Ranked[], assistantVersion: string | undefined): Pick['tooNew'] {
  return [...new Set(allowed.map(({ model }) => model))].flatMap((model) => {
    const needs = versionNeeded(model, assistantVersion);
    return needs === undefined ? [] : [{ model, needs }];
  });
}

function compareInOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
