import { parseIniSections } from '../../auth/ini-sections.ts';
import { keyLines, type KeyLine } from './aws-files-lines.ts';

export type AwsFileKind = 'config' | 'credentials';

/** An AWS file as its text stands, beside what the profiles in it say. */
export interface AwsFileScan {
  readonly file: AwsFileKind;
  readonly path: string;
  /** Begins with a byte order mark. */
  readonly mark: boolean;
  readonly duplicateSections: readonly Duplicate[];
  readonly duplicateKeys: readonly (Duplicate & { readonly section: string })[];
  readonly keys: readonly KeyLine[];
  /** The whole text, where it holds nothing that is secret: for a change that can be shown. */
  readonly showable: string | undefined;
}

export interface Duplicate {
  readonly name: string;
  /** 1-based lines of all of them. */
  readonly lines: readonly number[];
}

const secretWords = /secret|token|password|credential_process|external_id/i;

/** What a text holds that reading its profiles leaves out; `mark`: a byte order mark stands before it. Pure. */
export function scanAwsText(file: AwsFileKind, path: string, text: string, mark: boolean): AwsFileScan {
  const keys = keyLines(text);
  const { sections } = parseIniSections(text);
  const inSection = (each: KeyLine): string => `${each.sectionLine}\n${each.name}`;
  const repeated = duplicates(
    keys.filter(({ continues }) => !continues),
    inSection,
  );
  return {
    file,
    path,
    mark,
    duplicateSections: duplicates(sections, ({ title }) => title).map((same) => ({ name: same[0]?.title ?? '', lines: same.map(({ line }) => line) })),
    duplicateKeys: repeated.map((same) => ({ name: same[0]?.name ?? '', section: same[0]?.section ?? '', lines: same.map(({ line }) => line) })),
    keys,
    showable: secretWords.test(text) ? undefined : text,
  };
}

function duplicates<T>(all: readonly T[], keyOf: (each: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()].filter(({ length }) => length > 1);
}
