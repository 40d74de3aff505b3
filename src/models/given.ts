import type { Ask } from './ask.ts';
import { versionNeeded } from './assistant-version.ts';
import { isOnDemand } from './candidate.ts';
import { modelByBaseId, profileById, sourcesOf, type CatalogModel } from './catalog.ts';
import { geographyOf, judgeProfile, regionsWithin, type Judged } from './geography.ts';
import type { ModelArn } from './id.ts';
import { stageOf } from './lifecycle.ts';
import type { InferenceProfile, ModelAnswer, ModelChoice, ModelRefusal } from './model-choice.ts';
import { guessNote, hasLongContext, modelNotes, reachNotes } from './notes.ts';
import { refusal, residencyRefusal, retiredRefusal, tooOldRefusal } from './refuse.ts';
import { scopesOf } from './scope.ts';

/** An ID or ARN that the user named, with what is known about it. */
export interface Given {
  readonly id: string;
  readonly label: string | undefined;
  readonly model: CatalogModel | undefined;
  readonly judged: Judged;
  readonly evidence: ModelChoice['evidence'];
  readonly why: string;
  readonly notes: readonly string[];
}

/** Accepts what the user named unless lifecycle, assistant version or residency forbid it. */
export function acceptGiven(given: Given, ask: Ask): ModelAnswer {
  const { wish } = ask;
  const { model, id } = given;
  const barred = barredBy(model, ask);
  if (barred !== undefined) return barred;
  const judged = settle(given.judged, wish.region);
  const scope = scopesOf(wish).find(({ reach }) => reach === judged.geography);
  if (scope === undefined) return judged.geography === 'unknown' ? unprovenRefusal(id, ask) : residencyRefusal(id, [id], wish);
  return {
    kind: 'chosen',
    id,
    longContext: ask.longContext && hasLongContext(model),
    wanted: wish.wanted,
    model: model?.key,
    label: given.label ?? model?.name ?? id,
    geography: judged.geography,
    destinations: judged.destinations,
    evidence: given.evidence,
    why: given.why,
    notes: [...given.notes, ...reachNotes(id, judged, scope.widened, wish), ...modelNotes(model, ask)],
    refused: [],
  };
}

/** A profile that the account lists, named by ID, ARN or application-profile name. */
export function listedGiven(profile: InferenceProfile, ask: Ask): Given {
  const application = profile.type === 'APPLICATION';
  const model = modelBehind(profile);
  return {
    id: application || ask.text === profile.arn ? profile.arn : profile.id,
    label: application ? `${profile.name}${model === undefined ? '' : ` (${model.name})`}` : (model?.name ?? profile.name),
    model,
    judged: judgeProfile(profile, ask.wish.region),
    evidence: 'account',
    why: `${quoted(ask)} is taken as given: ${ask.wish.known?.includes(profile) ? 'AWS describes it' : 'the account lists it'} in ${ask.wish.region}.`,
    notes: [],
  };
}

/** A well-formed ARN for this region that no list shows. */
export function unlistedArn(arn: ModelArn, ask: Ask): Given {
  const { region, account } = ask.wish;
  const known = arn.resource === 'inference-profile' ? profileById(arn.resourceId) : undefined;
  const model = known?.model ?? (arn.resource === 'foundation-model' ? modelByBaseId(arn.resourceId) : undefined);
  const onDemand = account?.foundation === undefined ? model?.bareRegions.includes(region) === true : isOnDemand(account, arn.resourceId);
  const direct = arn.resource === 'foundation-model' && model !== undefined && !onDemand;
  return {
    id: arn.text,
    label: undefined,
    model,
    // With a list in hand, a profile that neither it nor AWS shows may be anything.
    judged: account !== undefined && arn.resource === 'inference-profile' ? { geography: 'unknown', destinations: [] } : judgeArn(arn, region),
    evidence: 'user',
    why: `${quoted(ask)} is taken as given: it is an ARN in ${region}.`,
    notes: [
      account === undefined ? guessNote(region) : `The account's list for ${region} does not show ${arn.text}.`,
      ...(direct ? [`${model.name} has to be called through an inference profile in ${region}; this ARN names the model itself.`] : []),
    ],
  };
}

/** Whether the model itself may be used; undefined when nothing stands against it. */
export function barredBy(model: CatalogModel | undefined, { wish }: Ask): ModelRefusal | undefined {
  if (model === undefined) return undefined;
  if (stageOf(model, wish) === 'retired') return retiredRefusal(model, wish);
  const needs = versionNeeded(model, wish.assistantVersion);
  return needs === undefined ? undefined : tooOldRefusal(model.name, needs, wish);
}

/** How far an ID of the catalog reaches when it is called from a region. */
export function judgeCatalogId(id: string, region: string): Judged {
  const known = profileById(id);
  const callable = known !== undefined && sourcesOf(known.geography, known.profile).includes(region);
  if (!callable || known.geography === 'apac') return { geography: 'unknown', destinations: [] };
  const { geography } = known;
  return { geography, destinations: geography === 'global' ? [] : regionsWithin(geography, region) };
}

/** The words the user used, with the way their own names led there. */
export function quoted({ wish, text, trail }: Ask): string {
  return trail.length === 0 ? wish.wanted : `${[...trail, text].join(' → ')}`;
}

function judgeArn(arn: ModelArn, region: string): Judged {
  if (arn.resource === 'inference-profile') return judgeCatalogId(arn.resourceId, region);
  if (arn.resource === 'application-inference-profile') return { geography: 'unknown', destinations: [] };
  return { geography: 'in-region', destinations: [region] };
}

/** Nothing that is called in GovCloud can leave its partition, whatever it is. */
function settle(judged: Judged, region: string): Judged {
  const opaque = judged.geography === 'unknown' && judged.destinations.length === 0;
  return opaque && geographyOf(region) === 'us-gov' ? { geography: 'us-gov', destinations: [] } : judged;
}

function modelBehind(profile: InferenceProfile): CatalogModel | undefined {
  const bases = new Set(profile.modelArns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)));
  const [only] = bases;
  return bases.size === 1 && only !== undefined ? modelByBaseId(only) : undefined;
}

function unprovenRefusal(id: string, { wish }: Ask): ModelRefusal {
  const hints = [
    'Let lode list inference profiles (bedrock:ListInferenceProfiles), so that it can see the destinations.',
    'Or give --residency prefer to take it as it is.',
  ];
  return refusal(wish, 'residency', `Nothing shows where requests to ${id} are processed, and residency is strict.`, hints);
}
