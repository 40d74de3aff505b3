import type { Turn } from '../../replies/turn.ts';
import type { ReplyRule } from '../knobs.ts';
import type { Prompt } from './prompt.ts';

const fixedSentence = 'This is the sandbox speaking.';

/** The scripted answer if a rule matches; else `pong` to a ping, and one fixed sentence to the rest. */
export function turnFor(prompt: Prompt, rules: readonly ReplyRule[]): Turn {
  if (prompt.toolResult !== undefined) return { kind: 'text', text: afterTool(prompt, prompt.toolResult, rules) };
  const rule = rules.find((one) => says(prompt.text, one) && (one.toolUse === undefined || prompt.tools.includes(one.toolUse.name)));
  if (rule?.toolUse !== undefined) return { kind: 'tool', id: 'toolu_sandbox_0000000001', ...rule.toolUse };
  if (rule?.text !== undefined) return { kind: 'text', text: rule.text };
  return { kind: 'text', text: /\bping\b/i.test(prompt.text) ? 'pong' : fixedSentence };
}

function afterTool(prompt: Prompt, result: string, rules: readonly ReplyRule[]): string {
  const rule = rules.find((one) => one.toolUse !== undefined && says(prompt.asked, one));
  return (rule?.then ?? 'done').replaceAll('{result}', () => result);
}

const says = (text: string, rule: ReplyRule): boolean => text.toLowerCase().includes(rule.whenPromptContains.toLowerCase());
