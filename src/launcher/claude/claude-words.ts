import { resolve } from 'node:path';
import { fail } from '../../errors.ts';
import type { AssistantWords, ReadWordFile } from '../assistant.ts';

/** Subcommands of Claude Code 2.1.329 that start no session (`claude --help`). `agents`, `attach` and `respawn` do. */
const commandsWithoutModel: ReadonlySet<string> = new Set([
  'auth',
  'auto-mode',
  'config',
  'doctor',
  'gateway',
  'import',
  'install',
  'kill',
  'logs',
  'mcp',
  'migrate-installer',
  'plugin',
  'plugins',
  'purge',
  'rm',
  'setup-token',
  'stop',
  'uninstall',
  'update',
  'upgrade',
]);

const informationFlags: ReadonlySet<string> = new Set(['-v', '--version', '-h', '--help']);

/**
 * Reads Claude Code's words: whether they need a model at all, and the `--settings` and `--model` among them. Everything
 * but `--settings` stays as typed and in order; words after `--` are a prompt and are not read.
 */
export function readClaudeWords(words: readonly string[], readFile: ReadWordFile, cwd: string): AssistantWords {
  const first = words[0];
  if (first !== undefined && commandsWithoutModel.has(first)) return { kind: 'pass-through', why: `"claude ${first}" starts no session` };
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  const information = options.find((word) => informationFlags.has(word));
  if (information !== undefined) return { kind: 'pass-through', why: `${information} starts no session` };
  const settings = takeOption(options, '--settings');
  const rest = [...settings.rest, ...(end === -1 ? [] : words.slice(end))];
  const model = takeOption(options, '--model').value;
  if (settings.value === undefined) return { kind: 'session', rest, model };
  return { kind: 'session', rest, model, settings: readSettingsWord(settings.value, readFile, cwd) };
}

/** The last value of an option given as two words or with `=`, and the words without any of them. */
function takeOption(words: readonly string[], option: string): { value: string | undefined; rest: readonly string[] } {
  const rest: string[] = [];
  let value: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === option && index + 1 < words.length) value = words[++index];
    else if (word.startsWith(`${option}=`)) value = word.slice(option.length + 1);
    else rest.push(word);
  }
  return { value, rest };
}

function readSettingsWord(word: string, readFile: ReadWordFile, cwd: string) {
  const inline = word.trimStart().startsWith('{');
  const from = inline ? '--settings (inline)' : resolve(cwd, word);
  const value = parseObject(inline ? word : readFile(from, '--settings'));
  if (value !== undefined) return { value, from };
  return fail({
    code: 'claude.settings-word',
    exit: 'usage',
    message: `The --settings given to claude ${inline ? 'inline' : `(${from})`} is not a JSON object.`,
    hints: ['Claude Code reads strict JSON there: no comments, no trailing commas.'],
  });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
