import { askerOf } from '../../../src/setup/asker.ts';
import { detect } from '../../../src/setup/detect.ts';
import type { SetupWords, SsoWords } from '../../../src/setup/setup-words.ts';
import type { Stage } from '../../../src/setup/stage.ts';
import type { Environment, PromptChoice, System } from '../../../src/system/system.ts';
import type { FakeEntry } from '../../support/fake-files.ts';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../../support/fake-system.ts';
import { noWords } from '../no-words.ts';

/** What a question offered, and the row that was pointed at. */
export interface Offered {
  readonly question: string;
  readonly choices: readonly PromptChoice[];
  readonly byDefault: string | undefined;
}

export interface SourceScene {
  readonly stage: Stage;
  readonly system: FakeSystem;
  /** Each `select` so far. */
  readonly offered: readonly Offered[];
}

export interface SceneParts {
  readonly files?: Readonly<Record<string, FakeEntry>>;
  readonly env?: Environment;
  readonly words?: Partial<Omit<SetupWords, 'sso'>> & { readonly sso?: Partial<SsoWords> };
  readonly before?: Stage['before'];
  /** Values of rows that are chosen, in order; then what is pointed at is taken. */
  readonly choose?: readonly string[];
  readonly typed?: readonly string[];
  /** Nobody at the terminal. */
  readonly alone?: boolean;
  readonly instanceRole?: boolean;
  readonly machine?: FakeMachine;
}

export const configFile = '/home/ada/.aws/config';

/** A stage on a machine in memory, after it was looked at; no metadata service is near unless the environment says so. */
export async function sourceScene({ files = {}, env = {}, words = {}, before = {}, choose = [], typed = [], ...rest }: SceneParts = {}): Promise<SourceScene> {
  const { alone = false, instanceRole = false, machine = {} } = rest;
  // Wide, so that a sentence stays on one line.
  const terminal = { columns: machine.terminal?.columns ?? 400, ...(alone ? {} : { inIsTerminal: true, errIsTerminal: true }) };
  const fake = fakeSystem({ ...machine, files, env: { AWS_EC2_METADATA_DISABLED: 'true', ...env }, typed, terminal });
  const detected = { ...(await detect(fake)), instanceRole };
  const offered: Offered[] = [];
  const chosen = [...choose];
  const select: System['prompts']['select'] = async (question, choices, byDefault) => {
    offered.push({ question, choices, byDefault });
    const value = chosen.shift() ?? byDefault ?? choices[0]?.value ?? '';
    if (!choices.some((choice) => choice.value === value)) throw new Error(`there is no row ${value}: ${question}`);
    return value;
  };
  const system: System = { ...fake, prompts: { ...fake.prompts, select }, env: instanceRole ? env : fake.env };
  const all: SetupWords = { ...noWords, ...words, sso: { ...noWords.sso, ...words.sso } };
  return { stage: { system, words: all, asker: askerOf(system, all), detected, before, brief: false }, system: fake, offered };
}

/** What came of a question: its value, or the code of what ended it. */
export async function answerOf<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    const failure = (error as { failure?: { code: string } }).failure;
    if (failure === undefined) throw error;
    return failure.code;
  }
}
