import type { Remedy } from './finding.ts';
import type { Result } from './report.ts';

/** What `--fix` can do by itself. */
export type AutomaticRemedy = Extract<Remedy, { kind: 'edit' | 'mode' | 'remove' }> | (Extract<Remedy, { kind: 'command' }> & { readonly automatic: true });

/** Something to ask a person about. */
export interface Proposal {
  /** The same for the same remedy of the same finding, though the text around it changed. */
  readonly key: string;
  readonly result: Result;
  readonly remedy: AutomaticRemedy;
}

/** What `--fix` offers, in the order of the report: each remedy once. A finding's commands are another way, offered only where it has nothing else. Pure. */
export function proposalsOf(results: readonly Result[]): readonly Proposal[] {
  const all = results.filter(({ severity }) => severity !== 'ok' && severity !== 'skip').flatMap(ofResult);
  const seen = new Set<string>();
  return all.filter(({ remedy }) => {
    const text = JSON.stringify(remedy.kind === 'command' ? remedy.words : { ...remedy, why: '' });
    return !seen.has(text) && seen.add(text);
  });
}

function ofResult(result: Result): readonly Proposal[] {
  const automatic = result.remedies.filter(isAutomatic);
  const onFiles = automatic.filter(({ kind }) => kind !== 'command');
  return (onFiles.length > 0 ? onFiles : automatic.slice(0, 1)).map((remedy) => ({ key: keyOf(result, remedy), result, remedy }));
}

function isAutomatic(remedy: Remedy): remedy is AutomaticRemedy {
  return remedy.kind === 'edit' || remedy.kind === 'mode' || remedy.kind === 'remove' || (remedy.kind === 'command' && remedy.automatic === true);
}

function keyOf({ code, sentence }: Result, remedy: AutomaticRemedy): string {
  return remedy.kind === 'command' ? `${code} ${remedy.words.join(' ')}` : `${code} ${remedy.kind} ${remedy.path} ${remedy.why} ${sentence}`;
}
