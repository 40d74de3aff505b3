import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CredentialSource } from '../../src/auth/source.ts';
import { LodeError } from '../../src/errors.ts';
import { consumerNames } from '../../src/exports/consumer-names.ts';
import { exportFor } from '../../src/exports/export-for.ts';
import { availableModels } from '../../src/launcher/claude/allowed-models.ts';
import { settledFamilies } from '../../src/launcher/claude/quiet-checks.ts';
import { whitelistOf } from '../../src/launcher/opencode/whitelist.ts';
import { anthropicId } from '../../src/models/anthropic-id.ts';
import { catalog, profilesOfModel } from '../../src/models/catalog.ts';
import type { ChosenModels } from '../../src/models/choose.ts';
import { isWithin, judgeProfile, geographyOf } from '../../src/models/geography.ts';
import { accountIn, exportInput } from './export-account.ts';

const canary = 'AKIACANARYCANARY';
const sources: readonly CredentialSource[] = [
  { kind: 'bearer-token' },
  { kind: 'key-pair', accessKeyId: canary, temporary: true },
  { kind: 'key-pair', accessKeyId: canary, temporary: false },
  { kind: 'profile', profile: 'work', via: 'sso-session' },
  { kind: 'export-script', command: `print --key ${canary}` },
  { kind: 'web-identity', roleArn: 'arn:aws:iam::111122223333:role/ci' },
  { kind: 'container' },
  { kind: 'instance-role' },
];

const situations = fc.record({
  region: fc.constantFrom(...Object.keys(catalog.regions).filter((region) => catalog.regions[region]?.bedrock)),
  residency: fc.constantFrom('strict' as const, 'prefer' as const),
  source: fc.constantFrom(...sources),
  all: fc.boolean(),
  listed: fc.boolean(),
});

/** The documents for every program that has one in a situation. */
function documentsOf({ listed, ...situation }: typeof situations extends fc.Arbitrary<infer T> ? T : never) {
  const input = exportInput(listed ? situation : { ...situation, account: undefined });
  if (input === undefined) return [];
  return consumerNames.flatMap((consumer) => {
    try {
      return [{ consumer, chosen: input.chosen, ...exportFor(consumer, input, undefined) }];
    } catch (error) {
      // Dify has a form with a few regions.
      if (error instanceof LodeError && error.failure.code === 'export.dify-region') return [];
      throw error;
    }
  });
}

/**
 * What of a document can be called: Claude Code calls no name that is not on the list, and where another family stands in for a tier, the tier's own models
 * keep bare IDs, which AWS refuses, as in a launch.
 */
function reachable({ consumer, text, chosen }: { consumer: string; text: string; chosen: ChosenModels }): string {
  if (consumer !== 'claude') return text;
  const settled = settledFamilies(chosen);
  const { env, availableModels: listed, modelOverrides } = JSON.parse(text) as ClaudeDocument;
  const names = Object.entries(modelOverrides).filter(([name]) => listed.includes(name) && settled[name] === undefined);
  return JSON.stringify([env, listed, names]);
}

interface ClaudeDocument {
  readonly env: object;
  readonly availableModels: readonly string[];
  readonly modelOverrides: Readonly<Record<string, string>>;
}

/** Everything in a document that could be called, prefix and all; not the base IDs that LiteLLM looks prices up by. */
function idsIn(text: string): readonly string[] {
  const callable = text.replace(/^ *base_model: .*$/gm, '').replace(/foundation-model\/\S+/g, '');
  return callable.match(/(?:[a-z-]+\.)?(?:anthropic|cohere|amazon)\.[a-z][a-z0-9-]*\d(?:-v\d)?(?::\d+)?/g) ?? [];
}

test('no document holds an ID that the account does not list, nor, without a list, one that the catalog does not have', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const account = accountIn(situation.region);
      const catalogIds = catalog.models.flatMap((model) => [
        ...profilesOfModel(model).map(({ profile }) => profile.id),
        ...(model.bareRegions.includes(situation.region) ? [model.baseId] : []),
      ]);
      const known = new Set(situation.listed ? [...account.profiles, ...(account.foundation ?? [])].map(({ id }) => id) : []);
      for (const bare of catalog.models) if (bare.bareRegions.includes(situation.region)) known.add(bare.baseId);
      if (!situation.listed) for (const id of catalogIds) known.add(id);
      for (const document of documentsOf(situation)) expect(idsIn(reachable(document)).filter((id) => !known.has(id))).toEqual([]);
    }),
  );
});

test('under strict no document leaves the geography of the region', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const own = geographyOf(situation.region);
      if (own === undefined) return;
      const inside = (id: string): boolean => {
        const profile = accountIn(situation.region).profiles.find((one) => one.id === id);
        return profile === undefined || isWithin(judgeProfile(profile, situation.region), own, situation.region);
      };
      for (const { text } of documentsOf({ ...situation, residency: 'strict', listed: true })) expect(idsIn(text).filter((id) => !inside(id))).toEqual([]);
    }),
  );
});

test('under strict Claude Code and opencode may call what a launch may, and nothing else', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const input = exportInput({ ...situation, residency: 'strict', all: false });
      if (input === undefined) return;
      const claude = JSON.parse(exportFor('claude', input, undefined).text) as ClaudeDocument;
      const opencode = JSON.parse(exportFor('opencode', input, undefined).text) as { provider: { 'amazon-bedrock': { whitelist: string[] } } };
      const launch = availableModels({ models: input.chosen, words: { kind: 'session', rest: [] } });
      const pins = input.models.map(({ baseId = '' }) => anthropicId(baseId) ?? '');
      expect(new Set([...claude.availableModels, ...pins])).toEqual(new Set([...(launch ?? []), ...pins]));
      expect(new Set(opencode.provider['amazon-bedrock'].whitelist)).toEqual(new Set(whitelistOf(input.chosen, [])));
      for (const [name, id] of Object.entries(input.chosen.names.shut))
        expect([claude.modelOverrides[name], claude.availableModels.includes(name)]).toEqual([id, false]);
    }),
  );
});

test('every document can be read, and none repeats a key or a command', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      for (const { consumer, text, place, notes } of documentsOf(situation)) {
        expect(consumer === 'litellm' ? parse(text, { version: '1.1' }) : JSON.parse(text)).toBeTypeOf('object');
        expect([text, place, ...notes].join('\n')).not.toContain(canary);
      }
    }),
  );
});
