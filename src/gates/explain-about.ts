import type { GateAbout } from './gate.ts';

const regionName = String.raw`((?:us|eu|ap|ca|sa|me|af|il|mx|cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-[a-z]+(?:-[a-z]+)?-\d)`;

/** Where a text names the region that was asked. The region of a foundation model's ARN is left out: it may be one of a profile's destinations. */
const regions: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:bedrock|bedrock-runtime|sts)(?:-fips)?[./]${regionName}\.(?:amazonaws|api\.aws)`, 'g'),
  new RegExp(String.raw`arn:[\w-]+:bedrock:${regionName}:\d*:(?:application-)?inference-profile/`, 'g'),
  new RegExp(String.raw`\b(?:region|AWS_REGION|AWS_DEFAULT_REGION)\b["']?(?:\s*[:=]\s*|\s+)["']?${regionName}\b`, 'gi'),
  new RegExp(String.raw`https://${regionName}\.console\.`, 'g'),
  new RegExp(String.raw`\bin ${regionName}\b`, 'g'),
];

const profileArn = /arn:[\w-]+:bedrock:[\w-]*:\d*:(?:application-)?inference-profile\/([\w.:-]*\w)/g;
const modelId = /\b((?:[a-z]{2}(?:-gov)?|apac|global)\.)?(anthropic\.[a-z][\w.-]*\w(?::\d+)?)/g;

/** What a text says of the request: its region and its model, each where only one is named, and the account and the caller. Pure. */
export function aboutIn(text: string): GateAbout {
  const [, principal, , account] = /\b(arn:[\w-]+:(iam|sts)::(\d{12}):[\w+=,.@/-]+)/.exec(text) ?? [];
  return {
    region: only(regions.flatMap((each) => found(text, each))),
    modelId: only(found(text, profileArn).filter((id) => id.includes('.'))) ?? only(fullest(found(text, modelId, 0))),
    account: account ?? /\baccount(?:["']?\s*[:=]\s*["']?|\s+)(\d{12})\b/i.exec(text)?.[1],
    principal: principal ?? 'the caller',
    destinations: [],
  };
}

/** What the one text leaves open, as far as the whole of which it is a part says it. Pure. */
export function aboutFrom(part: GateAbout, whole: { readonly region: string | undefined; readonly modelId: string | undefined }): GateAbout {
  return { ...part, region: part.region ?? whole.region, modelId: part.modelId ?? whole.modelId };
}

function found(text: string, pattern: RegExp, group = 1): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match[group] ?? []);
}

/** A profile's ID and the model behind it are one request. */
function fullest(ids: readonly string[]): readonly string[] {
  return ids.filter((id) => !ids.some((other) => other.endsWith(`.${id}`)));
}

function only(values: readonly string[]): string | undefined {
  const different = new Set(values);
  return different.size === 1 ? values[0] : undefined;
}
