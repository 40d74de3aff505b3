import type { CredentialSource } from '../auth/source.ts';
import { claudeSessionVariables } from '../launcher/claude/claude-variables.ts';
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
  const overrides = firstOfEach(models.flatMap(overrideOf), ([key]) => key);
  const document = {
    env: { ...Object.fromEntries(pins), ...(source.kind === 'profile' ? { AWS_PROFILE: source.profile } : {}) },
    modelOverrides: Object.fromEntries(overrides),
    // By either name: an ID of Bedrock does not allow the name it stands for, nor the other way round.
    availableModels: [...models.map(({ id }) => id), ...overrides.map(([key]) => key)],
    // Otherwise claude-opus-5 would allow claude-opus-5-5 as well.
    availableModelsMatch: 'exact',
  };
  return {
    text: jsonText(document),
    place: 'For ~/.claude/settings.json, a managed settings file, or claude --settings FILE; Claude Code 2.1.200 or later.',
    notes: accessNotes(source),
  };
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
