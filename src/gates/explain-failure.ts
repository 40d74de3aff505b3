import type { GateFailure } from './gate.ts';
import { knownNames } from './gate-of.ts';

/** Longer words are cut: a whole page may stand in an error. */
const longest = 600;

/**
 * The failure in a piece of text, whatever form it has: JSON, XML, an SDK's exception, botocore's or an assistant's sentence. `message` is what AWS
 * says, as far as it can be told from what stands around it. Pure; never throws.
 */
export function failureIn(text: string): GateFailure {
  const plain = decoded(text);
  const status = statusIn(plain);
  const code = plain
    .match(/\b(?:ERR_[A-Z0-9_]+|E[A-Z]{4,}|[A-Z]+(?:_[A-Z]+)*_CERT(?:_[A-Z]+)*|UNABLE_TO_[A-Z_]+|CERT_[A-Z_]+)\b/g)
    ?.find((each) => knownNames.has(each));
  const operation =
    /when calling the (\w+) operation/.exec(plain)?.[1] ??
    /\b(GetRoleCredentials|CreateToken|StartDeviceAuthorization|RegisterClient)(?:Command)?\b/.exec(plain)?.[1];
  return {
    name: nameIn(plain),
    message: messageIn(plain).slice(0, longest),
    requestId: /request[-_ ]?id["']?\s*[:=]?\s*["']?([0-9a-f]{8}-[0-9a-f-]{27}|req_\w+)/i.exec(plain)?.[1],
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(operation === undefined ? {} : { operation }),
  };
}

/** One line without escapes, colours, frames and the places of a stack. */
export function decoded(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+(["'/])/g, '$1')
    .replace(/\\+[nrt]/g, ' ')
    .replace(/&(quot|apos|#39|amp|lt|gt);/g, (_, name: string) => ({ quot: '"', apos: "'", '#39': "'", amp: '&', lt: '<', gt: '>' })[name] ?? ' ')
    .replace(/\s+at (?:async )?[\w.<>$[\] ]*\(?(?:file:|node:|\/|[A-Z]:\\)[^\s)]*\)?/g, ' ')
    .replace(/[⎿│┃╭╮╰╯─●✗✖]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function statusIn(text: string): number | undefined {
  const found =
    /API Error:?\s*(?:\([^)]*\)\s*:?\s*)?(\d{3})\b/.exec(text)?.[1] ??
    /\b(?:httpStatusCode|status(?:[ _-]?code)?|HTTP(?:\/[\d.]+)?)["']?\s*[:=]?\s*(\d{3})\b/i.exec(text)?.[1] ??
    /^(?:Error: )?(\d{3}) (?=[{"A-Z])/.exec(text)?.[1] ??
    /\((?:status )?(4\d\d|5\d\d)\)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** AWS's name for it before that of whoever passes it on. */
function nameIn(text: string): string {
  const typed = /"(?:__type|code|Code)"\s*:\s*"(?:[^"]*#)?(\w+)/.exec(text)?.[1] ?? /<Code>(\w+)/.exec(text)?.[1];
  const anthropic = /"type"\s*:\s*"(\w+_error)"/.exec(text)?.[1];
  const words = text.match(/\b[A-Z][A-Za-z]+\b/g) ?? [];
  const known = words.filter((word) => knownNames.has(word));
  const named = known.find((word) => !word.endsWith('ProviderError')) ?? known[0];
  if (typed !== undefined && knownNames.has(typed)) return typed;
  return named ?? anthropic ?? typed ?? words.find((word) => /.(Exception|Fault)$/.test(word)) ?? words.find((word) => /.Error$/.test(word)) ?? 'Error';
}

function messageIn(text: string): string {
  const json = [...text.matchAll(/"[mM]essage"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].map(([, words = '']) => words);
  const inner = json.toSorted((a, b) => b.length - a.length)[0] ?? cutJson(text);
  if (inner !== undefined && inner !== '') return inner.trim();
  return /<Message>(.*?)(?:<\/Message>|$)/i.exec(text)?.[1] ?? /when calling the \w+ operation[^:]*: (.*)/.exec(text)?.[1] ?? withoutOpening(text);
}

/** A body whose words hold quotes, or whose end was cut off. */
function cutJson(text: string): string | undefined {
  return /"[mM]essage"\s*:\s*"(.*?)(?:"\s*[,}].*)?$/.exec(text)?.[1];
}

/** Time, level, status and names that stand in front of the words. */
function withoutOpening(text: string): string {
  const opening =
    /^(?:[-*>•$\s]+|\[?\d{4}-\d\d-\d\d[T ][\d:.,]+Z?\]?|\[\w+\]|(?:ERROR|WARN|INFO|DEBUG|error|caused by|hint|fatal|Uncaught(?: \(in promise\))?)\b:?|API Error:?(?: \([^)]*\):?)?|\d{3}(?= )|[\w.]*\w(?:Exception|Error|Fault)(?: \[\w+\])?(?: \(\w+\))?:)\s*/;
  let rest = text;
  for (let next = rest.replace(opening, ''); next !== rest && next !== ''; next = rest.replace(opening, '')) rest = next;
  return rest.replace(/\s*\$?[\s{]*(?:'?\$(?:fault|metadata)'?:.*)$/, '').trim() || text;
}
