/** What the sandbox's model needs to know of a request, whichever API it came by. */
export interface Prompt {
  /** The text of the last user message. */
  readonly text: string;
  /** Names of the tools the request declares. */
  readonly tools: readonly string[];
  /** The text of the tool results in the last user message; undefined when it carries none. */
  readonly toolResult?: string;
  /** The last user text before any tool result: what the person asked for. */
  readonly asked: string;
  readonly inputTokens: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads an Anthropic Messages body or a Converse body; unknown fields and odd shapes are passed over, never refused. */
export function readPrompt(body: Json): Prompt {
  const users = list(body['messages']).filter((message) => message['role'] === 'user');
  const last = users.at(-1) ?? {};
  const results = blocksOf(last).flatMap(resultOf);
  const asked = users.findLast((message) => !blocksOf(message).some((block) => resultOf(block).length > 0)) ?? last;
  return {
    text: textOf(last),
    tools: toolNames(body),
    ...(results.length > 0 ? { toolResult: results.join('\n') } : {}),
    asked: textOf(asked),
    inputTokens: Math.max(1, Math.round(JSON.stringify(body).length / 4)),
  };
}

const blocksOf = (message: Json): readonly Json[] => (typeof message['content'] === 'string' ? [{ text: message['content'] }] : list(message['content']));

/** Text that an assistant adds on its own, such as reminders, is not what the person said. */
const textOf = (message: Json): string =>
  blocksOf(message)
    .map((block) => (typeof block['text'] === 'string' ? block['text'] : ''))
    .join('\n')
    .replace(/<system-reminder>[\s\S]*?<\/system-reminder>/g, '');

/** Anthropic: `{type: tool_result, content}`; Converse: `{toolResult: {content}}`. */
function resultOf(block: Json): string[] {
  if (block['type'] === 'tool_result') return [textOf(block)];
  return isJson(block['toolResult']) ? [textOf(block['toolResult'])] : [];
}

function toolNames(body: Json): readonly string[] {
  const config = isJson(body['toolConfig']) ? body['toolConfig'] : {};
  const converse = list(config['tools']).map((tool) => (isJson(tool['toolSpec']) ? tool['toolSpec']['name'] : undefined));
  return [...list(body['tools']).map((tool) => tool['name']), ...converse].filter((name) => typeof name === 'string');
}

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
