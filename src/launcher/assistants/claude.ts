import { join } from 'node:path';
import { fingerprint } from '../../digest.ts';
import { Secret } from '../../secret.ts';
import { extraVariables } from '../extra-variables.ts';
import { compareVersions } from '../compare-versions.ts';
import type { Assistant, EnvironmentChange, HandOver, HandOverInput, PlannedFile } from '../assistant.ts';
import { claudeOverlay, secretsOfWords, strictWordsNotes } from '../claude/claude-overlay.ts';
import { beatingVariables, claudeSessionVariables } from '../claude/claude-variables.ts';
import { readClaudeWords } from '../claude/claude-words.ts';
import { refuseForeignApiKeys } from '../claude/foreign-api-keys.ts';
import { foreignPrefixNotes, refuseWideningFiles } from '../claude/allowed-models.ts';
import { refuseManagedConflicts } from '../claude/managed-conflicts.ts';
import { restoreScript } from '../claude/restore-script.ts';
import { subagentNotes } from '../claude/subagent-model.ts';

/** Exported credentials always win from 2.1.141 and are kept until their `Expiration` from 2.1.176 (Claude Code changelog). */
const oldestVersion = '2.1.176';

export const claude: Assistant = {
  name: 'claude',
  label: 'Claude Code',
  binaryNames: ['claude'],
  homeFolders: ['.local/bin', '.claude/local'],
  installHint: 'Install it: npm install -g @anthropic-ai/claude-code',
  trial: {
    words: ['--bare', '--tools', '', '--strict-mcp-config', '--no-session-persistence', '-p', 'ping'],
    env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1' },
  },
  readWords: readClaudeWords,
  refuseVersion(version, path) {
    if (version === undefined || compareVersions(version, oldestVersion) >= 0) return undefined;
    return {
      code: 'assistant.too-old',
      exit: 'notRunnable',
      message: `Claude Code ${version} at ${path} is too old: before ${oldestVersion} it may use another AWS identity than the one handed to it.`,
      hints: ['Update it: claude update', 'Or: npm install -g @anthropic-ai/claude-code@latest'],
    };
  },
  handOver,
};

function handOver(input: HandOverInput): HandOver {
  refuseManagedConflicts(input);
  refuseForeignApiKeys(input);
  refuseWideningFiles(input);
  const overlay = contentAddressed(
    input,
    'overlays',
    'json',
    `${JSON.stringify(claudeOverlay(input), null, 2)}\n`,
    'beats every settings file but the managed ones',
  );
  const shells =
    input.platform === 'win32' ? undefined : contentAddressed(input, 'shells', 'sh', restoreScript(input), "gives child shells back the user's own region");
  return {
    args: ['--settings', overlay.path, ...input.words.rest],
    environment: environmentOf(input, shells?.path),
    files: shells === undefined ? [overlay] : [overlay, shells],
    notes: [...notesOf(input), ...subagentNotes(input), ...foreignPrefixNotes(input), ...strictWordsNotes(input)],
  };
}

function environmentOf(input: HandOverInput, shells: string | undefined): readonly EnvironmentChange[] {
  return [
    ...beatingVariables(input).filter(({ name }) => input.env[name] !== undefined),
    ...extraVariables(input),
    ...secretsOfWords(input).map(([name, value]) => ({ name, value: new Secret(value), why: 'your --settings, kept out of files' })),
    ...claudeSessionVariables(input),
    ...(shells === undefined ? [] : [{ name: 'CLAUDE_ENV_FILE', value: shells, why: "gives child shells back the user's own region" }]),
  ];
}

function contentAddressed(input: HandOverInput, folder: string, ending: string, text: string, why: string): PlannedFile {
  return { path: join(input.stateFolder, folder, `${fingerprint(text)}.${ending}`), text, mode: 0o600, why };
}

function notesOf({ words }: HandOverInput): readonly string[] {
  const env = words.settings?.value['env'] as Readonly<Record<string, unknown>> | undefined;
  const off = env?.['CLAUDE_CODE_USE_BEDROCK'];
  if (typeof off !== 'string' || !['', '0', 'false'].includes(off.toLowerCase())) return [];
  return [`Your own --settings (${words.settings?.from}) turn Bedrock off; this session does not run on Bedrock.`];
}
