import { assistantWords, statusWords, type AssistantWords } from './assistant-words.ts';
import { aboutFrom, aboutIn } from './explain-about.ts';
import { decoded, failureIn } from './explain-failure.ts';
import { gateOfRow, matchGate, rowOf, type GateMatch } from './gate-of.ts';
import type { Gate, GateAbout, GateFailure, GateId } from './gate.ts';

/** How sure an explanation is: `one of` names several gates and how to tell them apart. */
export type Sureness = 'certain' | 'likely' | 'one of';

/** What a text means. */
export interface Verdict {
  readonly sure: Sureness;
  /** Why it is not certain. */
  readonly because?: string | undefined;
  /** Never empty; the likeliest first. */
  readonly gates: readonly Gate[];
  /** Commands that tell several gates apart, or make sure of one. */
  readonly apart: readonly string[];
}

/** A text read, before the whole around it is known. */
export interface Reading {
  readonly failure: GateFailure;
  readonly about: GateAbout;
  readonly meaning: { readonly match: GateMatch } | { readonly words: Omit<AssistantWords, 'says'> } | undefined;
  /** Whether AWS, Bedrock or an API is spoken of at all. */
  readonly ofAws: boolean;
}

/** Words of theirs that other troubles share. */
const shared: Readonly<Partial<Record<GateId, string>>> = {
  'no-credentials': 'an SDK says the same when a helper or a sign-in failed',
  capacity: 'a profile that is listed before there is capacity behind it says the same',
  tpm: 'a quota of 0 says the same',
  tpd: 'a quota of 0 says the same',
  denied: 'AWS does not say which policy or gate it is',
  'not-logged-in': 'Claude Code says so for several troubles',
};

const onTheWay: readonly GateId[] = ['dns', 'tls', 'proxy', 'http1', 'unreachable', 'no-answer', 'gateway', 'time-out'];

/** What makes an error one of a connection at all: an address, or a code of a socket. */
const ofConnection =
  /:\/\/|\b[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}:(?:80|443|\d{4,5})\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|\.(?:com|aws)\b|\b(?:ECONN[A-Z]+|ETIMEDOUT|E(?:HOST|NET)UNREACH|EPIPE|ERR_HTTP2_\w+)\b|socket hang up/;

/** What an assistant runs besides its requests. */
const ofPrograms = /\b(?:[Hh]ooks?|Bash|LSP)\b/;

/** Reads a text that holds no secret any more: AWS's words, an assistant's for them, then a name or a status alone. Pure; never throws. */
export function readError(text: string): Reading {
  const failure = failureIn(text);
  const about = aboutIn(text);
  const whole = { ...failure, message: decoded(text) };
  const matches = [matchGate(failure, about), matchGate(whole, about)].filter((match) => match !== undefined);
  const told = matches.find(({ by }) => by === 'name and words') ?? matches.find(({ by }) => by === 'words');
  const assistant = assistantWords.find(({ says }) => says.test(whole.message));
  const byStatus = failure.status === undefined ? undefined : statusWords[failure.status];
  const weak = matches[0];
  const first = assistant?.first ? assistant : undefined;
  const meaning = first
    ? { words: first }
    : told
      ? { match: told }
      : assistant
        ? { words: assistant }
        : weak
          ? { match: weak }
          : byStatus
            ? { words: byStatus }
            : undefined;
  return { failure, about, meaning, ofAws: /aws|amazon|bedrock|API Error|anthropic/i.test(text) };
}

/**
 * Whether a text is of something else than requests to AWS: a log tells of an assistant's other connections too, and of the programs that it runs, whose
 * waits are bounded as those of requests are. Pure.
 */
export function isOfOthers({ ofAws, meaning }: Reading, text: string): boolean {
  if (meaning !== undefined && 'words' in meaning) return false;
  const id = meaning?.match.row.id;
  const isWait = id === 'no-answer' || id === 'unreachable';
  if (isWait && /\b(?:[Hh]ooks?|Bash|LSP|MCP)\b.{0,100}\btimed out after\b/.test(text)) return true;
  if (ofAws) return false;
  if (/\bMCP\b/.test(text)) return true;
  return ofPrograms.test(text) ? id === undefined || onTheWay.includes(id) : isWait && !ofConnection.test(text);
}

/** What makes two readings the same error. */
export function sameness({ about, meaning, failure }: Reading): string {
  const id = meaning === undefined ? failure.message : 'match' in meaning ? meaning.match.row.id : meaning.words.why + meaning.words.may.join();
  return [id, about.region, about.modelId, about.principal, / on resource: (\S+)/.exec(failure.message)?.[1]].join('|');
}

/** The gates of a reading, with what the rest of the text says of region and model. Undefined: nobody knows. Pure; never throws. */
export function verdictOf(reading: Reading, whole: Pick<GateAbout, 'region' | 'modelId'>): Verdict | undefined {
  const { meaning, failure } = reading;
  if (meaning === undefined) return undefined;
  const about = aboutFrom(reading.about, { region: whole.region, modelId: whole.modelId });
  if ('words' in meaning) return oneOf(meaning.words, failure, about);
  const gate = gateOfRow(meaning.match.row, failure, about);
  const because = doubt(reading, gate.id, meaning.match, about);
  return { sure: because === undefined ? 'certain' : 'likely', because, gates: [gate], apart: [] };
}

function oneOf({ may, why, apart }: Omit<AssistantWords, 'says'>, failure: GateFailure, about: GateAbout): Verdict {
  return {
    sure: may.length > 1 ? 'one of' : 'likely',
    because: why,
    gates: may.map((id) => gateOfRow(rowOf(id), failure, about)),
    apart: apart(about.modelId ?? 'MODEL'),
  };
}

function doubt({ ofAws }: Reading, id: GateId, { by }: GateMatch, about: GateAbout): string | undefined {
  if (!ofAws && onTheWay.includes(id)) return 'the words do not say what was asked for';
  if (id === 'scp-geo' && about.region === undefined) return 'the text does not say which region was asked';
  if (shared[id] !== undefined) return shared[id];
  if (by === 'name') return 'only the name of the error says so';
  return by === 'status' ? 'only the status says so' : undefined;
}
