import { describe, expect, test } from 'vitest';
import { foreignPins } from '../../../src/doctor/checks/foreign-pins.ts';
import { wizardPins } from '../../../src/doctor/checks/wizard-pins.ts';
import { modelsOf, profilesOfModel } from '../../../src/models/catalog.ts';
import { json, lookAt, named } from './look-at.ts';

const user = '/home/ada/.claude/settings.json';
const pinned = (variables: Readonly<Record<string, string>>) => ({ files: { [user]: json({ env: variables }) } });
const opus = (value: string) => pinned({ ANTHROPIC_DEFAULT_OPUS_MODEL: value });

describe('model IDs in Claude Code’s settings against the region of a launch', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['a profile of the region’s own geography is right', 'eu.anthropic.claude-opus-5-5', 'eu-west-1', []],
    ['and so is one with a long window', 'eu.anthropic.claude-opus-5-5[1m]', 'eu-west-1', []],
    ['a global profile is right where there are some', 'global.anthropic.claude-opus-5-5', 'eu-west-1', []],
    ['a global profile is foreign to GovCloud', 'global.anthropic.claude-opus-5-5', 'us-gov-west-1', ['warn foreign-pins.geography']],
    ['us. is right in Canada', 'us.anthropic.claude-opus-5-5', 'ca-central-1', []],
    ['us. is foreign to Ireland (complaint 5)', 'us.anthropic.claude-opus-5-5', 'eu-west-1', ['warn foreign-pins.geography']],
    ['us. is foreign to Tokyo', 'us.anthropic.claude-opus-5-5', 'ap-northeast-1', ['warn foreign-pins.geography']],
    ['a us. model that no catalog knows is foreign all the same', 'us.anthropic.claude-opus-9', 'eu-west-1', ['warn foreign-pins.geography']],
    ['a newer model of the right geography is believed', 'eu.anthropic.claude-opus-9', 'eu-west-1', []],
    ['apac. is history (T12)', 'apac.anthropic.claude-sonnet-4-5-20250929-v1:0', 'ap-southeast-1', ['warn foreign-pins.apac']],
    ['a name is Claude Code’s to resolve', 'opus', 'eu-west-1', []],
    ['an ID of Anthropic’s too', 'claude-opus-4-8', 'eu-west-1', []],
    ['a model of somebody else is none of this', 'meta.llama3-1-8b-instruct-v1:0', 'eu-west-1', []],
    ['an ARN of the region is right', 'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abc', 'eu-west-1', []],
    [
      'an ARN of another partition is not',
      'arn:aws:bedrock:us-gov-west-1:111122223333:application-inference-profile/abc',
      'us-gov-west-1',
      ['warn foreign-pins.arn'],
    ],
    ['a guessed ending', 'eu.anthropic.claude-opus-4-7-v1', 'eu-west-1', ['warn foreign-pins.misspelt']],
  ])('%s: %s in %s', async (_, value, region, expected) => {
    expect(named(await lookAt(foreignPins, opus(value), { region }))).toEqual(expected);
  });

  test('with Mantle switched on, bare IDs are right', async () => {
    const bare = 'anthropic.claude-opus-5-5';
    expect(named(await lookAt(foreignPins, opus(bare)))).toEqual(['warn foreign-pins.bare']);
    expect(named(await lookAt(foreignPins, pinned({ ANTHROPIC_DEFAULT_OPUS_MODEL: bare, CLAUDE_CODE_USE_MANTLE: '1' })))).toEqual([]);
  });

  test('what a model is overridden with, and what the shell exports, is looked at too', async () => {
    const files = { [user]: json({ modelOverrides: { 'claude-opus-5-5': 'us.anthropic.claude-opus-5-5' } }) };
    const results = await lookAt(foreignPins, { files, env: { ANTHROPIC_MODEL: 'us.anthropic.claude-opus-5-5' } });
    expect(results.map(({ args }) => args['place'])).toEqual([`${user}, key modelOverrides.claude-opus-5-5,`, 'ANTHROPIC_MODEL in your shell']);
  });

  test('no remedy leaves the geography: where the region has no profile of its own, the pin goes', async () => {
    const [result] = await lookAt(foreignPins, opus('us.anthropic.claude-opus-5-5'), { region: 'ap-southeast-1' });
    expect(JSON.stringify(result?.remedies)).not.toContain('global.');
    expect(result?.remedies).toMatchObject([{ kind: 'edit', path: user }]);
  });

  test.each([
    ['apac.anthropic.claude-sonnet-4-5-20250929-v1:0', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['us.anthropic.claude-opus-5-5[1m]', 'eu.anthropic.claude-opus-5-5[1m]'],
    ['anthropic.claude-opus-5-5', 'eu.anthropic.claude-opus-5-5'],
  ])('the remedy of %s in Ireland is %s', async (value, right) => {
    const [result] = await lookAt(foreignPins, opus(value));
    expect(result?.remedies).toMatchObject([{ kind: 'edit', after: json({ env: { ANTHROPIC_DEFAULT_OPUS_MODEL: right } }) }]);
  });

  test('every profile of the catalog is at home somewhere, and foreign outside', async () => {
    for (const { geography, profile } of modelsOf('opus').slice(0, 1).flatMap(profilesOfModel)) {
      const [inside, outside] = geography === 'eu' ? ['eu-west-1', 'us-east-1'] : geography === 'us' ? ['us-east-1', 'eu-west-1'] : [undefined, undefined];
      if (inside === undefined) continue;
      expect(await lookAt(foreignPins, opus(profile.id), { region: inside })).toEqual([]);
      expect(named(await lookAt(foreignPins, opus(profile.id), { region: outside }))).toEqual(['warn foreign-pins.geography']);
    }
  });
});

describe('models that aged in a settings file', () => {
  test('the newest is fine', async () => expect(await lookAt(wizardPins, opus('eu.anthropic.claude-opus-5-5'))).toEqual([]));

  test('an older one is worth a note that says who wrote it', async () => {
    const [byHand] = await lookAt(wizardPins, opus('eu.anthropic.claude-opus-4-8'));
    expect(byHand).toMatchObject({ severity: 'note', code: 'wizard-pins.older', args: { writer: 'by hand' } });
    expect(byHand?.remedies.map(({ kind }) => kind)).toEqual(['words']);
    const wizard = pinned({ CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_DEFAULT_OPUS_MODEL: 'eu.anthropic.claude-opus-4-8' });
    expect((await lookAt(wizardPins, wizard))[0]?.args['writer']).toBe('by hand or by /setup-bedrock');
    const probe = pinned({ CLAUDE_CODE_3P_PROBE_WROTE_OPUS_DEFAULT: 'x', ANTHROPIC_DEFAULT_OPUS_MODEL: 'eu.anthropic.claude-opus-4-8' });
    expect((await lookAt(wizardPins, probe))[0]?.args['writer']).toBe("written by Claude Code's check at its start");
  });

  test('a Legacy one is a warning with its end and its successor', async () => {
    const [result] = await lookAt(wizardPins, opus('us.anthropic.claude-opus-4-1-20250805-v1:0'));
    expect(result).toMatchObject({ severity: 'warn', code: 'wizard-pins.legacy' });
    expect(result?.sentence).toMatch(/Legacy on Bedrock.*successor is Claude Opus/);
  });

  test('where lode takes the pin for its own model, the choice of models has the say', async () => {
    const files = { [user]: json({ env: { ANTHROPIC_MODEL: 'us.anthropic.claude-opus-4-1-20250805-v1:0' } }) };
    expect(named(await lookAt(wizardPins, { files }))).toEqual(['note wizard-pins.legacy']);
  });
});
