import { catalog, profileById, profilesOfModel, sourcesOf, type CatalogGeography } from '../../models/catalog.ts';
import { profilesOf } from '../../models/catalog-profiles.ts';
import { stageOf } from '../../models/lifecycle.ts';
import { nearest } from '../../nearest.ts';
import type { Check } from '../check.ts';
import { changeFile, removeKeys } from '../claude-remedies.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { pinPlace, pinsOf, type Pin } from '../facts/settings-pins.ts';
import { isOn, whoSays } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';

/** Models in Claude Code's settings that cannot be called from the region of a launch. */
export const foreignPins: Check = {
  id: 'foreign-pins',
  area: 'settings',
  title: 'model IDs of another place in settings files',
  needs: ['lode-settings'],
  run: (facts) => {
    const region = regionOf(facts);
    if (region === undefined) return { untried: 'no region is known' };
    const mantle = isOn(whoSays(facts.settings, 'CLAUDE_CODE_USE_MANTLE')[0]?.value);
    return pinsOf(facts.settings)
      .filter(({ model }) => model === undefined || stageOf(model, { now: facts.now, account: undefined }) !== 'retired')
      .flatMap((pin) => judge(pin, region, mantle));
  },
  sentences: {
    'foreign-pins.geography': ({ place, value, region, right }) =>
      `${place} pins ${value}, which cannot be called from ${region}${right === '' ? '' : `; there it is ${right}`}.`,
    'foreign-pins.apac': ({ place, value, region, right }) =>
      `${place} pins ${value}: the prefix apac. is of older models and has no profile of this one any more${right === '' ? '' : `; from ${region} it is ${right}`}.`,
    'foreign-pins.bare': ({ place, value, region, right }) =>
      `${place} pins ${value} without a prefix, and ${region} serves it only by an inference profile${right === '' ? '' : `, here ${right}`}.`,
    'foreign-pins.arn': ({ place, value, region, other }) => `${place} pins ${value}, an ARN of ${other}, and requests go to ${region}.`,
    'foreign-pins.misspelt': ({ place, value, close }) => `${place} pins ${value}, which is no model on Bedrock; ${close} is.`,
  },
  well: (facts) => `no model ID in Claude Code's settings is foreign to ${regionOf(facts) ?? 'the region'}`,
};

/** The region of a launch; without one, what a plain claude would take from its variables. */
function regionOf({ base, settings }: DoctorFacts): string | undefined {
  return seen(base.session)?.session.region ?? ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) => whoSays(settings, name)[0]?.value).find((value) => value);
}

function judge(pin: Pin, region: string, mantle: boolean): readonly Finding[] {
  const { text } = pin;
  if (text.kind === 'arn') {
    const partition = catalog.regions[region]?.partition ?? text.partition;
    if ((text.region === '' || text.region === region) && text.partition === partition) return [];
    return [finding('arn', pin, region, { other: text.region === '' ? text.partition : text.region })];
  }
  if (text.kind !== 'id' || !text.baseId.startsWith('anthropic.')) return [];
  if (text.prefix === 'apac') return [finding('apac', pin, region)];
  if (pin.model === undefined || (text.prefix !== undefined && profileById(text.text) === undefined)) return strange(pin, region, text);
  if (text.prefix === undefined) return mantle || pin.model.bareRegions.includes(region) ? [] : [finding('bare', pin, region)];
  const found = profileById(text.text);
  return found === undefined || sourcesOf(found.geography, found.profile).includes(region) ? [] : [finding('geography', pin, region)];
}

/** An ID that the catalog does not have: of another geography by its prefix, or a slip. It may also be newer than the catalog. */
function strange(pin: Pin, region: string, { text, prefix }: { readonly text: string; readonly prefix: string | undefined }): readonly Finding[] {
  if (prefix !== undefined && isGeography(prefix) && !sourcesOf(prefix).includes(region)) return [finding('geography', pin, region)];
  const ids = catalog.models.flatMap((model) => [model.baseId, ...profilesOfModel(model).map(({ profile }) => profile.id)]);
  const close = nearest(text, ids).find((id) => sameName(id, text));
  return close === undefined ? [] : [finding('misspelt', pin, region, { close })];
}

/** The endings of IDs are irregular, so a guessed one is the usual slip: `…opus-4-7-v1` for `…opus-4-7`. */
function sameName(id: string, text: string): boolean {
  const stem = (whole: string): string => whole.replace(/(-\d{8})?(-v\d+)?(:\d+)?$/, '');
  return stem(id) === stem(text);
}

function isGeography(prefix: string): prefix is CatalogGeography {
  return prefix === 'global' || Object.hasOwn(catalog.geographies, prefix);
}

function finding(what: string, pin: Pin, region: string, more: Readonly<Record<string, string>> = {}): Finding {
  const right = rightId(pin, region);
  const args = { place: pinPlace(pin), value: pin.value, region, right: right ?? '', ...more };
  return { code: `foreign-pins.${what}`, severity: 'warn', args, remedies: [remedy(pin, more['close'] ?? right)] };
}

/** The same model's profile inside the region's own geography, as the catalog has it; never a wider one. */
function rightId({ model }: Pin, region: string): string | undefined {
  if (model === undefined) return undefined;
  const ids = profilesOf(region).map(({ id }) => id);
  return profilesOfModel(model).find(({ geography, profile }) => geography !== 'global' && ids.includes(profile.id))?.profile.id;
}

function remedy({ file, path, value }: Pin, right: string | undefined): Remedy {
  const id = right === undefined ? undefined : `${right}${/\[1m\]$/i.test(value.trim()) ? '[1m]' : ''}`;
  if (file === undefined)
    return {
      kind: 'command',
      words: id === undefined ? ['unset', path.join('.')] : ['export', `${path.join('.')}=${id}`],
      why: 'lode pins every tier by itself',
    };
  if (id === undefined) return removeKeys(file, [path], 'lode pins every tier by itself');
  return changeFile(file, [{ path, value: id }], { why: `the ID of the region is ${id}`, words: `Write ${id} for ${path.join('.')} in ${file.path}.` });
}
