import { compareVersions } from '../../launcher/compare-versions.ts';
import { versionNeeded } from '../../models/assistant-version.ts';
import { modelByKey } from '../../models/catalog.ts';
import { pinnedModels } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';
import { troublesOf } from '../version-troubles.ts';

/** The assistant's version: whether it can be handed credentials, what is known to be wrong with it, and the models it is too old for. */
export const assistantVersion: Check = {
  id: 'assistant-version',
  area: 'programs',
  title: "the assistant's version",
  needs: ['assistant'],
  run: (facts) => {
    const { search, installs } = facts.programs;
    const version = installs[0]?.version;
    if (search.kind !== 'found') return { untried: 'there is no program' };
    if (version === undefined) return [unknown(facts, search.path)];
    const refused = tooOld(facts, search.path, version);
    return refused.length > 0 ? refused : [...troubled(facts, search.path, version), ...tooOldForModels(facts, search.path, version)];
  },
  sentences: {
    'assistant-version.unknown': ({ label, path }) => `${label} at ${path} does not say its version, so nobody knows what it can do.`,
    'assistant-version.too-old': ({ message, also }) => `${message}${[also].flat().length === 0 ? '' : ` Also, this version ${[also].flat().join('; it ')}.`}`,
    'assistant-version.known-bad': ({ label, version, path, what, fixed }) =>
      `${label} ${version} at ${path} ${[what].flat().join('; it ')}. ${fixed} no longer does.`,
    'assistant-version.models': ({ label, version, path, models }) =>
      `${label} ${version} at ${path} is too old for ${[models].flat().join(', ')}: lode takes an older model, or refuses where it is asked for by name.`,
  },
  well: ({ programs: { assistant, installs } }) => `${assistant.label} ${installs[0]?.version ?? ''} has no trouble with Bedrock that is known`,
};

function unknown({ programs: { assistant } }: DoctorFacts, path: string): Finding {
  return {
    code: 'assistant-version.unknown',
    severity: 'note',
    args: { label: assistant.label, path },
    remedies: [{ kind: 'command', words: [path, '--version'] }],
  };
}

function tooOld(facts: DoctorFacts, path: string, version: string): readonly Finding[] {
  const refused = facts.programs.assistant.refuseVersion(version, path);
  if (refused === undefined) return [];
  const also = troublesOf(facts, version)
    .filter(({ hurts }) => hurts)
    .map(({ what }) => what);
  return [{ code: 'assistant-version.too-old', severity: 'fail', args: { message: refused.message, also }, remedies: updates(facts) }];
}

function troubled(facts: DoctorFacts, path: string, version: string): readonly Finding[] {
  const troubles = troublesOf(facts, version);
  if (troubles.length === 0) return [];
  const fixed =
    troubles
      .map((one) => one.fixed)
      .toSorted(compareVersions)
      .at(-1) ?? '';
  const severity = troubles.some(({ hurts }) => hurts) ? 'warn' : 'note';
  const args = { label: facts.programs.assistant.label, version, path, what: troubles.map(({ what }) => what), fixed };
  return [{ code: 'assistant-version.known-bad', severity, args, remedies: updates(facts) }];
}

/** The account's own choice where there is one, else what the catalog would choose. */
function tooOldForModels(facts: DoctorFacts, path: string, version: string): readonly Finding[] {
  const { account, settings, programs } = facts;
  const told = seen(account.looked);
  const chosen = (told && seen(told.chosen)) ?? seen(settings.offlineModels);
  if (programs.assistant.name !== 'claude' || chosen === undefined) return [];
  const short = pinnedModels(chosen).flatMap(({ choice, asked }) => {
    const model = modelByKey(choice.model);
    const needs = model && versionNeeded(model, version);
    return needs === undefined ? [] : [{ label: `${choice.label} (from ${needs})`, asked }];
  });
  if (short.length === 0) return [];
  const models = [...new Set(short.map(({ label }) => label))];
  const severity = short.some(({ asked }) => asked) ? 'warn' : 'note';
  return [{ code: 'assistant-version.models', severity, args: { label: programs.assistant.label, version, path, models }, remedies: updates(facts) }];
}

function updates({ programs: { assistant, installs } }: DoctorFacts): readonly Remedy[] {
  const latest = { kind: 'words', text: `Or install the newest: ${assistant.installHint.replace(/^[^:]*: /, '')}@latest` } as const;
  if (/[\\/]node_modules[\\/]/.test(installs[0]?.realPath ?? '')) return [{ ...latest, text: latest.text.replace('Or install', 'Install') }];
  return [{ kind: 'command', words: [assistant.binaryNames[0] ?? assistant.name, 'update'], why: 'brings it up to date' }, latest];
}
