import type { CredentialSource } from '../auth/source.ts';
import { fail } from '../errors.ts';
import { isBacked } from '../models/candidate.ts';
import { regionFacts } from '../models/catalog.ts';
import { judgeProfile } from '../models/geography.ts';
import { parseModelText } from '../models/id.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import { scopesOf } from '../models/scope.ts';
import { difyEmbeddings, difyRegions, difyReranks } from './dify-facts.ts';
import type { ExportedModel } from './exported-model.ts';
import type { ExportInput, ExportText } from './export-input.ts';
import { jsonText } from './json-text.ts';

/**
 * What to type into Dify's forms for Amazon Bedrock: the provider's credentials, a custom model for each profile, and the built-in embedding and
 * rerank models that the region has. Throws LodeError for a region that the form does not offer. Source: dify-official-plugins, models/bedrock 0.0.80.
 */
export function difyExport(input: ExportInput): ExportText {
  const { region, endpoints, chosen, models, source, account } = input;
  if (!difyRegions.includes(region)) refuseRegion(region);
  const access = accessOf(source);
  const document = {
    provider: 'langgenius/bedrock/bedrock',
    credentials: {
      ...access,
      aws_region: region,
      ...(endpoints.bedrockRuntime === undefined ? {} : { bedrock_endpoint_url: endpoints.bedrockRuntime }),
      model_for_validation: chosen.main.id,
    },
    custom_models: [...models.filter((model) => hasProfile(model) && hasRegion(model)).map((model) => llmOf(model, access)), ...profiled(input, access)],
    predefined_models: { 'text-embedding': onDemand(input, difyEmbeddings), rerank: onDemand(input, difyReranks) },
  };
  const notes = [
    ...accessNotes(source),
    'Use the custom models, and not the built-in Claude ones: those choose the geography by a table of their own, and "global" unless told.',
    ...models
      .filter((model) => !hasProfile(model))
      .map((model) => `${model.id} is left out: Dify's custom models take inference profiles, and this is a model of ${model.region} itself.`),
    ...models
      .filter((model) => hasProfile(model) && !hasRegion(model))
      .map((model) => `${model.id} in ${model.region} is left out: Dify's form (plugin 0.0.80) has no such region.`),
    ...(account?.foundation === undefined
      ? ['Embedding and rerank models are left out: the account did not say which it has (bedrock:ListFoundationModels).']
      : []),
    ...(endpoints.bedrockRuntime === undefined ? [] : ["Dify uses the endpoint for model requests only: it looks profiles up at AWS's own address."]),
  ];
  return {
    text: jsonText(document),
    place: 'For Settings, Model Provider, Amazon Bedrock in Dify (plugin 0.0.80): credentials first, then each model.',
    notes,
  };
}

type Access = Readonly<Record<string, string>>;

/** Empty fields are for the person to fill. */
function accessOf(source: CredentialSource): Access {
  if (source.kind === 'bearer-token') return { auth_method: 'API_Key', bedrock_api_key: '' };
  // The form has no field for a session token.
  if (source.kind === 'key-pair' && !source.temporary) return { auth_method: 'Access_Secret_Key', aws_access_key_id: '', aws_secret_access_key: '' };
  return { auth_method: 'IAM_Role' };
}

function accessNotes(source: CredentialSource): readonly string[] {
  const daemon = "the environment of Dify's plugin daemon";
  switch (source.kind) {
    case 'bearer-token':
      return ['Type your Bedrock API key into bedrock_api_key; it is not repeated here.'];
    case 'key-pair':
      if (source.temporary)
        return [`The form has no field for a session token: IAM_Role takes AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from ${daemon}.`];
      return ['Type your access key into aws_access_key_id and aws_secret_access_key; it is not repeated here.'];
    case 'profile':
      return [`IAM_Role takes what the AWS SDK finds: put AWS_PROFILE=${source.profile} into ${daemon}, and its ~/.aws there.`];
    case 'export-script':
      return [`Dify cannot run your awsCredentialExport: lode credentials --install-profile NAME makes a profile of it; put AWS_PROFILE=NAME into ${daemon}.`];
    default:
      return [`IAM_Role takes what the AWS SDK finds where Dify's plugin daemon runs.`];
  }
}

/** A custom model is looked up by GetInferenceProfile, which knows no bare model IDs. */
function hasProfile({ id, geography }: ExportedModel): boolean {
  return geography !== 'in-region' || parseModelText(id).kind === 'arn';
}

function hasRegion({ region }: ExportedModel): boolean {
  return difyRegions.includes(region);
}

function llmOf({ id, label, contextWindow, region }: ExportedModel, access: Access): object {
  return { model: label, model_type: 'llm', credentials: { ...access, inference_profile_id: id, context_length: String(contextWindow), aws_region: region } };
}

/** Embedding and rerank models that the account reaches through a profile only, by one that goes no further than is allowed. */
function profiled(input: ExportInput, access: Access): readonly object[] {
  const wanted = [
    ...difyEmbeddings.map((baseId) => ({ baseId, model_type: 'text-embedding' })),
    ...difyReranks.map((baseId) => ({ baseId, model_type: 'rerank' })),
  ];
  return wanted
    .filter(({ baseId }) => onDemand(input, [baseId]).length === 0)
    .flatMap(({ baseId, model_type }) => {
      const profile = narrowestOver(input, baseId);
      if (profile === undefined) return [];
      return [{ model: profile.name, model_type, credentials: { ...access, inference_profile_id: profile.id, aws_region: input.region } }];
    });
}

function narrowestOver({ account, ...place }: ExportInput, baseId: string): InferenceProfile | undefined {
  const allowed = scopesOf(place).filter(({ widened }) => !widened);
  const over = (account?.profiles ?? []).filter((profile) => profile.active && profile.type === 'SYSTEM_DEFINED' && isBacked(profile, baseId));
  return allowed.flatMap(({ reach }) => over.filter((profile) => judgeProfile(profile, place.region).geography === reach))[0];
}

function onDemand({ account }: ExportInput, known: readonly string[]): readonly string[] {
  const here = (account?.foundation ?? []).filter(({ inferenceTypes }) => inferenceTypes.includes('ON_DEMAND')).map(({ id }) => id);
  return known.filter((id) => here.includes(id));
}

function refuseRegion(region: string): never {
  const geography = regionFacts(region)?.geography;
  const near = difyRegions.filter((other) => geography !== null && geography !== undefined && regionFacts(other)?.geography === geography);
  return fail({
    code: 'export.dify-region',
    exit: 'user',
    message: `Dify's form for Amazon Bedrock (plugin 0.0.80) has no region ${region}, so no export would fit it.`,
    hints: [
      near.length === 0 ? `It has ${difyRegions.join(', ')}.` : `In the same geography it has ${near.join(', ')}.`,
      `Export for one of them: lode models export --for dify --region ${near[0] ?? difyRegions[0]}`,
    ],
  });
}
