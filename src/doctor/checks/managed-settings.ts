import { managedConflicts } from '../../launcher/claude/managed-conflicts.ts';
import { assistantFile } from '../../launcher/plan.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { readableFiles } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';

/** Managed settings of Claude Code, which nothing can beat: a launch that they would move stops. */
export const managedSettings: Check = {
  id: 'managed-settings',
  area: 'settings',
  title: "Claude Code's managed settings",
  needs: ['lode-settings'],
  run: (facts) => {
    const managed = readableFiles(facts.settings).filter(({ layer }) => layer === 'managed');
    if (managed.length === 0) return [];
    const present = managed.map((file): Finding => ({
      code: 'managed-settings.present',
      severity: 'note',
      args: { path: file.path, keys: Object.keys(file.content) },
      remedies: [],
    }));
    return [...present, ...conflicts(facts)];
  },
  sentences: {
    'managed-settings.present': ({ path, keys }) =>
      `${path} is managed and beats every other settings file; it decides ${[keys].flat().join(', ') || 'nothing'}.`,
    'managed-settings.beats': ({ path, key, what }) => `${path}, key ${key}, ${what}; managed settings cannot be beaten, so lode claude stops.`,
    'managed-settings.model': ({ path, key, what }) =>
      `${path}, key ${key}, ${what}, unless the account's list chooses otherwise; managed settings cannot be beaten.`,
  },
  well: () => 'no managed settings of Claude Code on this machine',
};

function conflicts({ base, settings, account }: DoctorFacts): readonly Finding[] {
  const chosen = seen(base.session)?.session;
  const settled = account.looked.kind === 'seen' ? seen(account.looked.value.chosen) : undefined;
  const models = settled ?? seen(settings.offlineModels);
  if (chosen === undefined || models === undefined) return [];
  const files = settings.claude.flatMap(assistantFile);
  return managedConflicts({ files, source: chosen.choice.source, region: chosen.region, endpoints: chosen.endpoints, models }).map(({ path, key, what }) => {
    // Without the account's list the models are the catalog's guess.
    const guessed = settled === undefined && /^env\.ANTHROPIC_.*MODEL$/.test(key);
    return {
      code: guessed ? 'managed-settings.model' : 'managed-settings.beats',
      severity: guessed ? 'warn' : 'fail',
      args: { path, key, what },
      remedies: remediesOf(path, key, what),
    };
  });
}

function remediesOf(path: string, key: string, what: string): readonly Remedy[] {
  const value = /^is "([^"]+)"/.exec(what)?.[1];
  const ask: Remedy = { kind: 'words', text: `Or ask whoever manages this machine to change ${key} in ${path}.` };
  if (key === 'env.AWS_REGION' && value !== undefined)
    return [{ kind: 'command', words: ['lode', 'config', 'set', 'region', value], why: 'follows the managed region' }, ask];
  return [{ ...ask, text: ask.text.replace('Or ask', 'Ask') }];
}
