import type { BedrockDiscovery } from '../settings/settings.ts';
import { credentialWords } from './credential-words.ts';
import { defaultContextWindow, defaultMaxTokens, type ExportedModel } from './exported-model.ts';
import type { ExportInput, ExportText } from './export-input.ts';
import { leftOutNotes, modelsHere } from './in-one-region.ts';
import { jsonText } from './json-text.ts';
import { runtimeUrl } from './runtime-url.ts';

/** `old`: discovery is a key of `models`; `new`: it is the configuration of a plugin. OpenClaw 2026.9.6 refuses a file that has both. */
export type OpenclawSchema = 'old' | 'new';

/** Discovery and an explicit list of models for OpenClaw, Moltbot and ZERO (OpenClaw documentation: Amazon Bedrock). */
export function openclawExport(input: ExportInput, schema: OpenclawSchema): ExportText {
  return schema === 'new' ? newExport(input) : oldExport(input);
}

function newExport(input: ExportInput): ExportText {
  const document = {
    models: { providers: providersOf(input) },
    plugins: { entries: { 'amazon-bedrock': { enabled: true, config: { discovery: discoveryOf(input) } } } },
  };
  return {
    text: jsonText(document),
    place: 'For ~/.openclaw/openclaw.json of OpenClaw 2026.4.5 or later: pipe it into openclaw config patch --stdin',
    notes: [
      'OpenClaw needs its Bedrock plugin: openclaw plugins install @openclaw/amazon-bedrock-provider',
      `To use the chosen model: openclaw models set amazon-bedrock/${input.chosen.main.id}`,
      ...environmentWords('OpenClaw', input),
    ],
  };
}

function oldExport(input: ExportInput): ExportText {
  return {
    text: jsonText({ models: { bedrockDiscovery: discoveryOf(input), providers: providersOf(input) } }),
    place: 'For the configuration file of Moltbot, ZERO, or OpenClaw before 2026.4.5: merge the key "models" into it.',
    notes: [
      'A newer OpenClaw refuses the key models.bedrockDiscovery: lode models export --for openclaw --schema new',
      `To use the chosen model, set agents.defaults.model.primary to amazon-bedrock/${input.chosen.main.id}.`,
      ...environmentWords('the program', input),
    ],
  };
}

function environmentWords(program: string, input: ExportInput): readonly string[] {
  const { region, source } = input;
  return [
    ...leftOutNotes(input),
    credentialWords(program, source),
    `Set AWS_REGION=${region} for it as well: without it, requests of listed models may start in us-east-1.`,
  ];
}

function discoveryOf({ region, discovery }: ExportInput): Required<Omit<BedrockDiscovery, 'providerFilter'>> & BedrockDiscovery {
  return {
    enabled: discovery.enabled ?? true,
    region: discovery.region ?? region,
    ...(discovery.providerFilter === undefined ? {} : { providerFilter: discovery.providerFilter }),
    refreshInterval: discovery.refreshInterval ?? 3600,
    defaultContextWindow: discovery.defaultContextWindow ?? defaultContextWindow,
    defaultMaxTokens: discovery.defaultMaxTokens ?? defaultMaxTokens,
  };
}

function providersOf(input: ExportInput): object {
  return {
    'amazon-bedrock': {
      baseUrl: runtimeUrl(input.region, input.endpoints),
      api: 'bedrock-converse-stream',
      auth: 'aws-sdk',
      models: modelsHere(input).map(modelOf),
    },
  };
}

/** A price that nobody knows is 0 there, as in OpenClaw's own discovery. */
function modelOf({ id, label, thinks, images, price, contextWindow, maxOutput }: ExportedModel): object {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0 } = price ?? {};
  return {
    id,
    name: label,
    reasoning: thinks,
    input: images ? ['text', 'image'] : ['text'],
    cost: { input, output, cacheRead, cacheWrite },
    contextWindow,
    maxTokens: maxOutput,
  };
}
