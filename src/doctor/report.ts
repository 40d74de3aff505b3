import type { Area, Check } from './check.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import type { FindingValue, Remedy, Severity } from './finding.ts';

/** One line of a report: a finding, a check with nothing to say, or one that could not be tried. */
export interface Result {
  readonly area: Area;
  readonly check: string;
  /** What the check looks at, in a few words. */
  readonly title: string;
  /** `<check>.well` when nothing was found, `<check>.untried` when nothing could be known. */
  readonly code: string;
  readonly severity: Severity;
  /** What is so, and where. */
  readonly sentence: string;
  readonly args: Readonly<Record<string, FindingValue>>;
  readonly remedies: readonly Remedy[];
  readonly proof?: string;
}

/** What the checks said. */
export interface Examination {
  readonly schema: 1;
  readonly results: readonly Result[];
  readonly counts: Readonly<Record<Severity, number>>;
}

/** Where and for whom was looked; null where it could not be known. */
export interface ReportHead {
  /** Versions of lode and of the Node that runs it. */
  readonly lode: string;
  readonly node: string;
  readonly platform: NodeJS.Platform;
  readonly assistant: string;
  readonly region: string | null;
  readonly account: string | null;
}

/** All that a run of the doctor found, for people and programs alike. */
export interface Report extends ReportHead, Examination {}

/** Puts the head on what the checks said. Pure. */
export function reportOf(head: ReportHead, { schema, results, counts }: Examination): Report {
  return { schema, ...head, results, counts };
}

/** Runs the checks in their order. A check whose need has failed, or could not be tried itself, is shown as not tried. Pure. */
export function examine(checks: readonly Check[], facts: DoctorFacts): Examination {
  const shut = new Map<string, string>();
  const results = checks.flatMap((check) => {
    const need = check.needs.find((id) => shut.has(id));
    const answer: ReturnType<Check['run']> = need === undefined ? check.run(facts) : { untried: shut.get(need) ?? need };
    if ('untried' in answer) {
      shut.set(check.id, answer.untried);
      const args = { because: answer.untried, ...(answer.flag === undefined ? {} : { flag: answer.flag }) };
      return [{ ...result(check, 'untried', 'skip', `${check.title}: not tried, because ${answer.untried}`), args }];
    }
    if (answer.some(({ severity }) => severity === 'fail')) shut.set(check.id, `${check.title} is not well`);
    if (answer.length === 0) return [result(check, 'well', 'ok', check.well?.(facts) ?? check.title)];
    return answer.map((finding) => ({ area: check.area, check: check.id, title: check.title, ...finding, sentence: sentenceOf(check, finding) }));
  });
  return { schema: 1, results, counts: countsOf(results) };
}

function result(check: Check, what: string, severity: Severity, sentence: string): Result {
  return { area: check.area, check: check.id, title: check.title, code: `${check.id}.${what}`, severity, sentence, args: {}, remedies: [] };
}

function sentenceOf({ id, sentences }: Check, { code, args }: Pick<Result, 'code' | 'args'>): string {
  const sentence = sentences[code];
  if (sentence === undefined) throw new Error(`check ${id} has no sentence for ${code}`);
  return sentence(args);
}

function countsOf(results: readonly Result[]): Examination['counts'] {
  const count = (severity: Severity): number => results.filter((each) => each.severity === severity).length;
  return { ok: count('ok'), note: count('note'), warn: count('warn'), fail: count('fail'), skip: count('skip') };
}
