import { describe, expect, test } from 'vitest';
import { catalog, profilesOfModel, regionFacts, shortName, sourcesOf } from '../../src/models/catalog.ts';

const profiles = catalog.models.flatMap((model) => profilesOfModel(model).map((found) => ({ model, ...found })));

describe('the catalog', () => {
  test('is small enough to load with every launch', () => {
    expect(JSON.stringify(catalog).length).toBeLessThan(26_000);
  });

  test('has every key, short name and ID once', () => {
    const once = (texts: readonly string[]) => expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
    once(catalog.models.map((model) => model.key));
    once(catalog.models.map(shortName));
    once([...catalog.models.map((model) => model.baseId), ...profiles.map(({ profile }) => profile.id)]);
  });

  test('lists each family newest first', () => {
    const versionOf = (text: string) => Number.parseFloat(text) || 0;
    for (const [at, model] of catalog.models.entries()) {
      const next = catalog.models[at + 1];
      if (next?.family === model.family) expect(versionOf(model.version)).toBeGreaterThanOrEqual(versionOf(next.version));
    }
  });

  test.each(profiles.map(({ model, geography, profile }) => ({ id: profile.id, model, geography })))(
    '$id names its model and its geography',
    ({ id, model, geography }) => {
      expect(id.endsWith(`.${model.baseId}`)).toBe(true);
      expect(id.startsWith(`${geography}.`)).toBe(true);
    },
  );

  test('names only regions that it knows', () => {
    const named = [
      ...profiles.flatMap(({ geography, profile }) => sourcesOf(geography, profile)),
      ...catalog.models.flatMap((model) => model.bareRegions),
      ...Object.values(catalog.geographies).flatMap(({ sources, always, plusSource }) => [...sources, ...always, ...plusSource]),
    ];
    expect(named.filter((region) => regionFacts(region) === undefined)).toEqual([]);
  });

  test('has 33 commercial source regions for global profiles', () => {
    expect(sourcesOf('global')).toHaveLength(33);
  });

  test('does not mistake a property of every object for a region', () => {
    expect(regionFacts('constructor')).toBeUndefined();
  });
});
