import type { Check } from '../check.ts';
import { claudeSettings } from './claude-settings.ts';
import { emptyVariables } from './empty-variables.ts';
import { foreignPins } from './foreign-pins.ts';
import { gateway } from './gateway.ts';
import { lodeSettings } from './lode-settings.ts';
import { managedSettings } from './managed-settings.ts';
import { misplacedSettings } from './misplaced-settings.ts';
import { plainSecrets } from './plain-secrets.ts';
import { projectTrust } from './project-trust.ts';
import { shellConflicts } from './shell-conflicts.ts';
import { wizardPins } from './wizard-pins.ts';
import { modelProbes } from './model-probes.ts';
import { through } from './through.ts';

/** Every check, in the order of a report; a check stands after those it needs. */
export const checks: readonly Check[] = [
  // settings
  lodeSettings,
  projectTrust,
  claudeSettings,
  misplacedSettings,
  managedSettings,
  shellConflicts,
  emptyVariables,
  gateway,
  wizardPins,
  foreignPins,
  plainSecrets,
  // What goes beyond looking, and only where it is asked for.
  modelProbes,
  through,
];
