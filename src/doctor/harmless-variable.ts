import type { DoctorFacts } from './doctor-facts.ts';
import { isOn, whoSays, type Said } from './facts/settings-variables.ts';
import { seen } from './look.ts';

/** Variables and settings that choose where requests go, as whom, or which model answers: whether such a one is meant, only a person knows. */
const steering =
  /^((AWS|ANTHROPIC|LODE|OPENCODE|CLAUDE_CODE_(USE|SKIP|PROVIDER|SUBAGENT|3P))_|CLAUDE_CONFIG_DIR$|(HTTPS?|NO|ALL)_PROXY$|NODE_|SSL_|awsCredentialExport$|apiKeyHelper$|model$|modelOverrides$)/i;

/** Whether a settings file of Claude Code may be made to say a value without a change of account, region, provider or model anywhere. Pure. */
export function isHarmless({ base, settings }: DoctorFacts, name: string, value: string): boolean {
  // What is untidy would be the next finding.
  if (/^["']|^\s|\s$/.test(value)) return false;
  const exported = settings.shell[name];
  const chosen = seen(base.session);
  if (name === 'AWS_REGION') return chosen?.session.region === value && (exported === undefined || exported.trim() === value);
  if (name === 'AWS_PROFILE') {
    const own = seen(base.loaded)?.settings.awsProfile?.value;
    return own === value && chosen?.session.choice.source.kind === 'profile' && (exported === undefined || exported.trim() === value);
  }
  if (name === 'CLAUDE_CODE_USE_BEDROCK') return isOn(value) && whoSays(settings, name).every((said) => isOn(said.value));
  return !steering.test(name);
}

/** Whether a blank value may go: nobody else's comes to count by that, and a launch does not go by it. Pure. */
export function isHarmlessToLose({ base, settings }: DoctorFacts, { name, value }: Said): boolean {
  const loaded = seen(base.loaded);
  return loaded !== undefined && whoSays(settings, name).length === 1 && (name !== 'AWS_PROFILE' || loaded.settings.awsProfile?.value !== value);
}
