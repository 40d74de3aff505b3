import { fail } from '../errors.ts';
import type { Endpoints } from '../settings/settings.ts';
import type { Environment } from '../system/system.ts';

/** The variables that AWS's clients and Claude Code read for each endpoint, strongest first. */
const variables = {
  bedrock: ['AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL'],
  bedrockRuntime: ['ANTHROPIC_BEDROCK_BASE_URL', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL'],
  sts: ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL'],
} as const;

/** The endpoints of a session: the setting first, then the environment. Throws LodeError for a variable that holds no plain URL. Pure. */
export function chooseEndpoints(setting: Endpoints | undefined, env: Environment): Endpoints {
  const services = Object.keys(variables) as readonly (keyof typeof variables)[];
  const chosen = services.map((service) => [service, setting?.[service] ?? fromVariables(variables[service], env)] as const);
  return Object.fromEntries(chosen.filter(([, url]) => url !== undefined));
}

function fromVariables(names: readonly string[], env: Environment): string | undefined {
  const name = names.find((one) => env[one]);
  const url = name === undefined ? undefined : env[name];
  return name === undefined || url === undefined || isPlainUrl(url) ? url : refuse(name);
}

function isPlainUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** The value is not repeated: it may hold a password. */
function refuse(name: string): never {
  const message = `The variable ${name} holds no http or https URL without a user name and password.`;
  return fail({ code: 'endpoint.malformed', exit: 'user', message, hints: [`Correct it, or remove it: unset ${name}`] });
}
