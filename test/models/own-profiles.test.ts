import { expect, test } from 'vitest';
import { callsTheSame, modelBehind, namesFor, onlyBaseId, ownProfilesCalled, ownProfilesOf } from '../../src/models/own-profiles.ts';
import { applicationProfile, listOf } from './wish.ts';

const region = 'eu-west-1';
const opus = 'anthropic.claude-opus-5-5';
const team = applicationProfile('team', region, opus, ['eu-west-1', 'eu-north-1']);
const lab = applicationProfile('lab', region, 'anthropic.claude-haiku-5-5', ['eu-west-1']);

test('own profiles are those of the account, by name', () => {
  expect(ownProfilesOf([...listOf(region).profiles, team, lab]).map(({ name }) => name)).toEqual(['lab', 'team']);
});

test('the model behind a profile is the one that all its ARNs name', () => {
  expect(onlyBaseId(team)).toBe(opus);
  expect(modelBehind(team)?.name).toBe('Claude Opus 5.5');
  expect(onlyBaseId({ modelArns: [...team.modelArns, ...lab.modelArns] })).toBeUndefined();
  expect(onlyBaseId({ modelArns: [] })).toBeUndefined();
});

test.each<[string, string, readonly string[]]>([
  ['its ARN', team.arn, ['team']],
  ['its opaque ID', team.id, ['team']],
  ['its name', 'team', ['team']],
  ["the user's name for it", 'mine', ['team']],
  ["the user's name for its name", 'ours', ['lab']],
  ['a name that is nobody’s', 'opus', []],
])('a profile is called by %s', (_, word, names) => {
  const aliases = { mine: `${team.arn}[1m]`, ours: 'lab', opus: 'opus-4.8' };
  expect(ownProfilesCalled(word, [team, lab], aliases).map(({ name }) => name)).toEqual(names);
});

test("the user's names for an ARN, the long window or not", () => {
  expect(namesFor(team.arn, { a: team.arn, b: `${team.arn}[1m]`, c: lab.arn, d: 'opus' })).toEqual(['a', 'b']);
});

test('two profiles call the same when they name the same ARNs in any order', () => {
  expect(callsTheSame(team.modelArns, team.modelArns.toReversed())).toBe(true);
  expect(callsTheSame(team.modelArns, team.modelArns.slice(1))).toBe(false);
  expect(callsTheSame(lab.modelArns, team.modelArns)).toBe(false);
});
