import type { CredentialSource } from '../auth/source.ts';
import { oneRegionNotes, smallInOneRegion } from '../launcher/opencode/one-region.ts';
import { whitelistOf } from '../launcher/opencode/whitelist.ts';
import { credentialWords } from './credential-words.ts';
import type { ExportedModel } from './exported-model.ts';
import type { ExportInput, ExportText } from './export-input.ts';
import { modelsHere } from './in-one-region.ts';
import { jsonText } from './json-text.ts';

/** The Bedrock provider of an opencode configuration (schema at https://opencode.ai/config.json, opencode 1.18). */
export function opencodeExport(input: ExportInput): ExportText {
  const { chosen } = input;
  const models = modelsHere(input);
  const whitelist = whitelistOf(
    chosen,
    models.map(({ id }) => id),
  );
  const provider = {
    options: optionsOf(input),
    // Without it opencode offers its whole built-in list beside these, whatever geography that is.
    ...(whitelist === undefined ? {} : { whitelist }),
    models: Object.fromEntries(models.map((model) => [model.id, modelOf(model)])),
  };
  const document = {
    $schema: 'https://opencode.ai/config.json',
    model: `amazon-bedrock/${chosen.main.id}`,
    small_model: `amazon-bedrock/${smallInOneRegion(chosen).id}`,
    provider: { 'amazon-bedrock': provider },
  };
  return {
    text: jsonText(document),
    place: 'For ~/.config/opencode/opencode.json or a file that OPENCODE_CONFIG names, opencode 1.18 or later.',
    notes: [
      ...oneRegionNotes(chosen),
      ...(whitelist === undefined
        ? []
        : ['opencode will call only the models of Amazon Bedrock on the whitelist, as in a launch, because residency is strict.']),
      ...access(input.source),
    ],
  };
}

function optionsOf({ region, source, endpoints }: ExportInput): object {
  return {
    region,
    ...(source.kind === 'profile' ? { profile: source.profile } : {}),
    ...(source.kind === 'bearer-token' ? { apiKey: '{env:AWS_BEARER_TOKEN_BEDROCK}' } : {}),
    ...(endpoints.bedrockRuntime === undefined ? {} : { endpoint: endpoints.bedrockRuntime }),
  };
}

/** opencode puts a prefix before an ID whose own prefix it does not know (`in.`, `us-gov.`); one that is said outright is left alone. */
function modelOf({ id, label, thinks, images, price, contextWindow, maxOutput }: ExportedModel): object {
  return {
    id,
    name: label,
    attachment: images,
    reasoning: thinks,
    tool_call: true,
    limit: { context: contextWindow, output: maxOutput },
    ...(price === undefined ? {} : { cost: { input: price.input, output: price.output, cache_read: price.cacheRead, cache_write: price.cacheWrite } }),
    modalities: { input: images ? ['text', 'image'] : ['text'], output: ['text'] },
  };
}

function access(source: CredentialSource): readonly string[] {
  if (source.kind === 'profile') return [`It names the profile ${source.profile}; a key that opencode keeps (opencode auth list) would beat it.`];
  return [credentialWords('opencode', source)];
}
