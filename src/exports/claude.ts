import type { CredentialSource } from '../auth/source.ts';
import { availableModels } from '../launcher/claude/allowed-models.ts';
import { claudeSessionVariables } from '../launcher/claude/claude-variables.ts';
import { modelOverrides } from '../launcher/claude/model-overrides.ts';
import { anthropicId } from '../models/anthropic-id.ts';
import { credentialWords } from './credential-words.ts';
import type { ExportedModel } from './exported-model.ts';
import type { ExportInput, ExportText } from './export-input.ts';
import { firstOfEach } from './first-of-each.ts';
import { jsonText } from './json-text.ts';

/** Settings of Claude Code: the pins of a launch, Anthropic's IDs mapped to this account's, and no other models (Claude Code docs: settings). */
export function claudeExport(input: ExportInput): ExportText {
  const { chosen, region, endpoints, source, models } = input;
  const pins = claudeSessionVariables({ models: chosen, region, endpoints }).map(({ name, value }) => [name, value]);
  // The first profile of a model is the one that a launch would use.
  const exported = firstOfEach(models.flatMap(overrideOf), ([key]) => key);
  const overrides = { ...Object.fromEntries(exported), ...modelOverrides(chosen) };
  const document = {
    env: { ...Object.fromEntries(pins), ...(source.kind === 'profile' ? { AWS_PROFILE: source.profile } : {}) },
    modelOverrides: overrides,
    availableModels: allowedModels(input, overrides),
    // Otherwise claude-opus-5 would allow claude-opus-5-5 as well. Only managed settings may say so (tried with 2.1.329).
    availableModelsMatch: 'exact',
  };
  return {
    text: jsonText(document),
    place: 'For a managed settings file, or else ~/.claude/settings.json or claude --settings FILE; Claude Code 2.1.200 or later.',
    notes: [...placeNotes, ...accessNotes(source)],
  };
}

/** What of it holds where, tried with 2.1.329. */
const placeNotes: readonly string[] = [
  'In managed settings no other model can be chosen: availableModels is the only list there, and availableModelsMatch makes it exact.',
  'Elsewhere take availableModelsMatch out: Claude Code passes it over and says so at each start. A listed name then allows longer ones too, as claude-opus-5 does claude-opus-5-5, and a list in any other settings file adds to this one.',
];

/** By either name: an ID of Bedrock does not allow the name it stands for, nor the other way round. Under `strict`, all that a launch allows. */
function allowedModels({ chosen, models }: ExportInput, overrides: Readonly<Record<string, string>>): readonly string[] {
  const ids = new Set(models.map(({ id }) => id));
  const names = Object.keys(overrides).filter((name) => ids.has(overrides[name] ?? ''));
  const launch = availableModels({ models: chosen, words: { kind: 'session', rest: [] } }) ?? [];
  return [...new Set([...ids, ...names, ...launch])];
}

function overrideOf({ id, baseId }: ExportedModel): readonly (readonly [string, string])[] {
  const key = baseId === undefined ? undefined : anthropicId(baseId);
  return key === undefined ? [] : [[key, id]];
}

function accessNotes(source: CredentialSource): readonly string[] {
  if (source.kind === 'export-script') return ['Add your own awsCredentialExport to it: the command is not repeated here.'];
  if (source.kind !== 'profile') return [credentialWords('claude', source)];
  return [`Everything that Claude Code starts sees AWS_PROFILE=${source.profile} too; a launch by lode (lode claude) keeps it to the model requests.`];
}
