import type { Check } from '../check.ts';
import { assistant } from './assistant.ts';
import { assistantVersion } from './assistant-version.ts';
import { cache } from './cache.ts';
import { fileModes } from './file-modes.ts';
import { ide } from './ide.ts';
import { installs } from './installs.ts';
import { leftovers } from './leftovers.ts';
import { recursion } from './recursion.ts';
import { runtime } from './runtime.ts';
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
import { storedKeys } from './stored-keys.ts';
import { wizardPins } from './wizard-pins.ts';
import { modelProbes } from './model-probes.ts';
import { through } from './through.ts';
import { access } from './access.ts';
import { dataRetention } from './data-retention.ts';
import { destinations } from './destinations.ts';
import { discovery } from './discovery.ts';
import { guardrail } from './guardrail.ts';
import { invocationLogging } from './invocation-logging.ts';
import { lifecycle } from './lifecycle.ts';
import { modelList } from './model-list.ts';
import { partition } from './partition.ts';
import { quotas } from './quotas.ts';
import { smallModel } from './small-model.ts';
import { tierModels } from './tier-models.ts';
import { trail } from './trail.ts';
import { useCaseForm } from './use-case-form.ts';
import { caBundle } from './ca-bundle.ts';
import { clock } from './clock.ts';
import { dns } from './dns.ts';
import { imds } from './imds.ts';
import { proxy } from './proxy.ts';
import { reach } from './reach.ts';
import { tls } from './tls.ts';
import { vpcEndpoint } from './vpc-endpoint.ts';
import { awsFiles } from './aws-files.ts';
import { bearerKey } from './bearer-key.ts';
import { blankKeys } from './blank-keys.ts';
import { credentialServices } from './credential-services.ts';
import { identity } from './identity.ts';
import { loginSession } from './login-session.ts';
import { longLivedKeys } from './long-lived-keys.ts';
import { profile } from './profile.ts';
import { profileKeys } from './profile-keys.ts';
import { region } from './region.ts';
import { roleChain } from './role-chain.ts';
import { source } from './source.ts';
import { ssoRegion } from './sso-region.ts';
import { ssoRegistration } from './sso-registration.ts';
import { ssoSignIn } from './sso-sign-in.ts';

/** Every check, in the order of a report; a check stands after those it needs. */
export const checks: readonly Check[] = [
  // programs
  runtime,
  recursion,
  assistant,
  installs,
  assistantVersion,
  // settings
  lodeSettings,
  projectTrust,
  claudeSettings,
  // a program, which is told by those settings too
  ide,
  misplacedSettings,
  managedSettings,
  shellConflicts,
  emptyVariables,
  gateway,
  wizardPins,
  foreignPins,
  plainSecrets,
  storedKeys,
  // network: before the credentials, which AWS cannot judge where it is not reached or the clock is wrong
  proxy,
  dns,
  caBundle,
  tls,
  reach,
  clock,
  vpcEndpoint,
  imds,
  // aws files
  blankKeys,
  awsFiles,
  profileKeys,
  profile,
  roleChain,
  region,
  ssoRegion,
  // credentials
  source,
  bearerKey,
  ssoRegistration,
  ssoSignIn,
  loginSession,
  longLivedKeys,
  credentialServices,
  identity,
  // account
  partition,
  discovery,
  useCaseForm,
  access,
  dataRetention,
  invocationLogging,
  trail,
  // models
  modelList,
  tierModels,
  lifecycle,
  destinations,
  smallModel,
  quotas,
  guardrail,
  // housekeeping
  fileModes,
  leftovers,
  cache,
  // What goes beyond looking, and only where it is asked for.
  modelProbes,
  through,
];
