/** The kinds of Bedrock resource that can stand where a model ID is asked for. */
export const modelResources = [
  'inference-profile',
  'application-inference-profile',
  'foundation-model',
  'provisioned-model',
  'custom-model',
  'custom-model-deployment',
  'imported-model',
] as const;

export type ModelResource = (typeof modelResources)[number];

export interface ModelArn {
  readonly kind: 'arn';
  readonly text: string;
  readonly partition: string;
  /** Empty in the model ARN of a global profile. */
  readonly region: string;
  /** Empty for a foundation model. */
  readonly account: string;
  readonly resource: ModelResource;
  readonly resourceId: string;
}

export interface ModelId {
  readonly kind: 'id';
  readonly text: string;
  /** The text before the provider, e.g. `us`; it promises nothing about where requests run. */
  readonly prefix: string | undefined;
  readonly baseId: string;
}

export type ModelText =
  | ModelArn
  | ModelId
  | { readonly kind: 'malformed'; readonly text: string; readonly why: string }
  | { readonly kind: 'name'; readonly text: string };

/** Takes a trailing `[1m]` off, in any case. */
export function splitLongContext(text: string): { text: string; longContext: boolean } {
  const trimmed = text.trim();
  const bare = trimmed.replace(/\s*\[1m\]$/i, '');
  return { text: bare, longContext: bare !== trimmed };
}

/** Tells an ARN, an ID and a name apart by shape alone; never looks anything up. */
export function parseModelText(text: string): ModelText {
  if (/^arn:/i.test(text)) return parseModelArn(text);
  const id = /^(?:([a-z][a-z-]*)\.)?([a-z][a-z0-9]*\.[a-z][a-z0-9.-]*(?::[0-9a-z]+)*)$/.exec(text);
  if (id?.[2] !== undefined) return { kind: 'id', text, prefix: id[1], baseId: id[2] };
  return { kind: 'name', text };
}

/** Parses `arn:partition:bedrock:region:account:resource/id`; says what is wrong with any other text. */
export function parseModelArn(text: string): ModelArn | { kind: 'malformed'; text: string; why: string } {
  const malformed = (why: string) => ({ kind: 'malformed' as const, text, why });
  const parts = text.split(':');
  const [head, partition = '', service, region = '', account = ''] = parts;
  const [resource = '', ...rest] = parts.slice(5).join(':').split('/');
  const resourceId = rest.join('/');
  if (head !== 'arn' || parts.length < 6) return malformed('an ARN has six parts: arn:partition:bedrock:region:account:resource');
  if (!/^aws(-[a-z]+)*$/.test(partition)) return malformed(`"${partition}" is no AWS partition`);
  if (service !== 'bedrock') return malformed(`it names the service "${service}", not bedrock`);
  if (!/^([a-z]{2,4}(-[a-z]+)+-\d+)?$/.test(region)) return malformed(`"${region}" is no AWS region`);
  if (!/^(\d{12})?$/.test(account)) return malformed(`"${account}" is no account number of 12 digits`);
  if (!isModelResource(resource)) return malformed(`"${resource}" is no kind of model; lode knows ${modelResources.join(', ')}`);
  if (!/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/.test(resourceId)) return malformed(`the part after ${resource}/ is missing or has stray characters`);
  return { kind: 'arn', text, partition, region, account, resource, resourceId };
}

function isModelResource(text: string): text is ModelResource {
  return (modelResources as readonly string[]).includes(text);
}
