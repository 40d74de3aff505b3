import { expect, test } from 'vitest';
import type { AssistantFile } from '../../../src/launcher/assistant.ts';
import { subagentNotes, subagentVariables } from '../../../src/launcher/claude/subagent-model.ts';
import { handOverInput } from '../hand-over-input.ts';

const file = (model: string, layer: AssistantFile['layer'] = 'project'): AssistantFile => ({
  layer,
  path: `/${layer}.json`,
  env: { CLAUDE_CODE_SUBAGENT_MODEL: model },
  settings: {},
});

test.each([
  ['a tier', file('haiku')],
  ['the session itself', file('inherit')],
  ['an ID of this session', file('eu.sonnet')],
  ['nothing', file('')],
  ['a model by order of whoever manages the machine', file('us.far', 'managed')],
])('%s for subagents is left alone', (_, given) => {
  const input = handOverInput({ files: [given] });
  expect([subagentVariables(input), subagentNotes(input)]).toEqual([{}, []]);
});

test.each(['project', 'local', 'user'] as const)('a model from elsewhere in the %s file is blanked and named', (layer) => {
  const input = handOverInput({ files: [file('us.anthropic.claude-opus-5-5', layer)] });
  expect(subagentVariables(input)).toEqual({ CLAUDE_CODE_SUBAGENT_MODEL: '' });
  expect(subagentNotes(input).join()).toContain(`/${layer}.json, key env.CLAUDE_CODE_SUBAGENT_MODEL, wants us.anthropic.claude-opus-5-5`);
});

test('the strongest file speaks', () => {
  expect(subagentVariables(handOverInput({ files: [file('haiku', 'local'), file('us.far', 'project')] }))).toEqual({});
});
