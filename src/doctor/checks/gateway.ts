import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { isOn, placeOf, readableFiles, whoSays, type Said } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';

/** Switches to another provider or endpoint; each beats or joins Bedrock. */
const providers: Readonly<Record<string, string>> = {
  CLAUDE_CODE_USE_VERTEX: 'Google Vertex AI',
  CLAUDE_CODE_USE_FOUNDRY: 'Microsoft Foundry',
  CLAUDE_CODE_USE_ANTHROPIC_AWS: 'Claude Platform on AWS',
};

/** Endpoints of AWS's clients, which a session keeps as the shell has them. */
const endpoints = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL_STS'];

/** What sends requests elsewhere than to Bedrock in the region, or with another signature. */
export const gateway: Check = {
  id: 'gateway',
  area: 'settings',
  title: 'gateways, base URLs and other providers',
  needs: [],
  run: (facts) => [
    ...Object.entries(providers).flatMap(([name, label]) => switchedOn(facts, name, 'other-provider', { label })),
    ...switchedOn(facts, 'CLAUDE_CODE_USE_MANTLE', 'mantle'),
    ...(hasUrl(facts, ['ANTHROPIC_BEDROCK_BASE_URL']) ? [] : switchedOn(facts, 'CLAUDE_CODE_SKIP_BEDROCK_AUTH', 'unsigned')),
    ...switchedOn(facts, 'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST', 'managed-by-host'),
    ...bedrockUrl(facts),
    ...['ANTHROPIC_BASE_URL', 'ANTHROPIC_BEDROCK_MANTLE_BASE_URL'].flatMap((name) => url(facts, name, 'other-url')),
    ...url(facts, 'ANTHROPIC_BEDROCK_ENDPOINT_URL', 'no-such-variable'),
    ...endpoints.flatMap((name) => url(facts, name, 'file-endpoint').filter(() => whoSays(facts.settings, name)[0]?.file !== undefined)),
    ...authToken(facts),
    ...headers(facts),
    ...apiKeyHelper(facts),
    ...setting(facts),
  ],
  sentences: {
    'gateway.other-provider': ({ place, label }) => `${place} sends a plain claude to ${label}; lode claude switches it off for its session.`,
    'gateway.mantle': ({ place }) =>
      `${place} sends a plain claude to the Mantle endpoint, which has other model IDs and permissions; lode claude switches it off for its session.`,
    'gateway.unsigned': ({ place }) =>
      `${place} makes a plain claude send its requests unsigned, which only a gateway takes and AWS refuses; lode claude signs them.`,
    'gateway.managed-by-host': ({ place }) => `${place} makes a plain claude ignore the credentials and endpoints of settings files; lode claude removes it.`,
    'gateway.bedrock-url': ({ place, host }) => `${place} sends model requests to ${host} instead of AWS, in a plain claude and in lode claude.`,
    'gateway.bedrock-url-in-file': ({ place, host, lode }) =>
      `${place} sends the model requests of a plain claude to ${host} instead of AWS; lode claude sends its own to ${lode}.`,
    'gateway.other-url': ({ place, host }) => `${place} names ${host} as the address of another API; lode claude removes it, so that no prompt goes there.`,
    'gateway.no-such-variable': ({ place }) => `${place} is read by nobody: the address of the Bedrock runtime is ANTHROPIC_BEDROCK_BASE_URL.`,
    'gateway.file-endpoint': ({ place, host }) =>
      `${place} moves calls of a plain claude to ${host}; lode claude keeps the endpoints of your shell and of its own settings.`,
    'gateway.auth-token': ({ place }) => `${place} replaces the signature of a plain claude's requests, which Bedrock itself refuses; lode claude removes it.`,
    'gateway.headers': ({ place, names }) => `${place} adds ${names} to every request, which replaces the signature that Bedrock wants.`,
    'gateway.api-key-helper': ({ path }) =>
      `${path}, key apiKeyHelper, runs at every start of a plain claude for a key that Bedrock has no use for; lode claude leaves it out.`,
    'gateway.setting': ({ origin, host }) => `lode's setting endpoints.bedrockRuntime (${origin}) sends model requests to ${host} instead of AWS.`,
  },
  well: () => 'requests go straight to Bedrock',
};

function switchedOn({ settings }: DoctorFacts, name: string, what: string, more: Readonly<Record<string, string>> = {}): readonly Finding[] {
  const winner = whoSays(settings, name)[0];
  if (winner === undefined || !isOn(winner.value)) return [];
  const severity = what === 'other-provider' ? 'note' : 'warn';
  return [{ code: `gateway.${what}`, severity, args: { place: placeOf(winner), ...more }, remedies: [withoutIt(winner, 'Bedrock is meant')] }];
}

/** In words: whether a plain `claude` is meant to go elsewhere, no `--fix` can know. */
function withoutIt({ file, name }: Said, when: string): Remedy {
  if (file === undefined) return { kind: 'words', text: `If ${when}: unset ${name}` };
  const whom = { managed: 'ask whoever manages this machine to ', project: 'agree it with the others of this project: ', local: '', user: '' }[file.layer];
  return { kind: 'words', text: `If ${when}, ${whom}remove env.${name} from ${file.path}.` };
}

/** Whether somebody names the address of a gateway. Requests without AWS's signature are its documented way (docs: code.claude.com/docs/en/llm-gateway). */
function hasUrl({ settings }: DoctorFacts, names: readonly string[]): boolean {
  return names.some((name) => Boolean(whoSays(settings, name)[0]?.value.trim()));
}

/** Only the host of an address is shown: the rest may hold a password or a key. */
function hostOf(value: string): string {
  return URL.canParse(value) ? new URL(value).host : 'what is no URL';
}

/** The shell's is honoured everywhere; a file's only by a plain claude. */
function bedrockUrl({ settings, base }: DoctorFacts): readonly Finding[] {
  const said = whoSays(settings, 'ANTHROPIC_BEDROCK_BASE_URL').filter(({ value }) => value !== '');
  const [winner] = said;
  if (winner === undefined) return [];
  const args = { place: placeOf(winner), host: hostOf(winner.value) };
  if (winner.file === undefined) return [{ code: 'gateway.bedrock-url', severity: 'note', args, remedies: [] }];
  const chosen = seen(base.session)?.session.endpoints.bedrockRuntime;
  if (chosen === winner.value) return [{ code: 'gateway.bedrock-url', severity: 'note', args, remedies: [] }];
  const lode = chosen === undefined ? 'AWS' : hostOf(chosen);
  return [
    {
      code: 'gateway.bedrock-url-in-file',
      severity: 'warn',
      args: { ...args, lode },
      remedies: [follow(winner), orRemove(winner.file.path)],
    },
  ];
}

/** In words: which of the two is meant, no `--fix` can know. */
function orRemove(path: string): Remedy {
  return { kind: 'words', text: `Or remove env.ANTHROPIC_BEDROCK_BASE_URL from ${path}, so that a plain claude calls AWS too.` };
}

/** An address with a user name in it belongs into no command line. */
function follow({ value }: Said): Remedy {
  const address = URL.canParse(value) ? new URL(value) : undefined;
  const plain = address !== undefined && address.username === '' && address.password === '' && address.search === '';
  if (!plain) return { kind: 'words', text: 'If the gateway is meant, tell lode: lode config set endpoints.bedrockRuntime URL' };
  return { kind: 'command', words: ['lode', 'config', 'set', 'endpoints.bedrockRuntime', value], why: 'if the gateway is meant for lode claude too' };
}

function url({ settings }: DoctorFacts, name: string, what: string): readonly Finding[] {
  const winner = whoSays(settings, name)[0];
  if (winner === undefined || winner.value === '') return [];
  const args = { place: placeOf(winner), host: hostOf(winner.value) };
  if (what !== 'no-such-variable') return [{ code: `gateway.${what}`, severity: 'warn', args, remedies: [withoutIt(winner, 'AWS is meant')] }];
  return [{ code: 'gateway.no-such-variable', severity: 'warn', args, remedies: [rename(winner, 'ANTHROPIC_BEDROCK_BASE_URL')] }];
}

/** In words: an address that was read by nobody would begin to count. */
function rename({ file, name }: Said, right: string): Remedy {
  const text =
    file === undefined ? `Export it as ${right}, and not as ${name}.` : `If a gateway is meant, call env.${name} in ${file.path} ${right}; else remove it.`;
  return { kind: 'words', text };
}

function authToken(facts: DoctorFacts): readonly Finding[] {
  const winner = whoSays(facts.settings, 'ANTHROPIC_AUTH_TOKEN')[0];
  if (winner === undefined || winner.value === '' || hasUrl(facts, ['ANTHROPIC_BEDROCK_BASE_URL', 'ANTHROPIC_BASE_URL'])) return [];
  return [
    {
      code: 'gateway.auth-token',
      severity: 'warn',
      args: { place: placeOf(winner) },
      remedies: [withoutIt(winner, 'requests go straight to Bedrock, which wants a signature')],
    },
  ];
}

/** `Name: value` lines; only names are shown. */
function headers({ settings }: DoctorFacts): readonly Finding[] {
  const winner = whoSays(settings, 'ANTHROPIC_CUSTOM_HEADERS')[0];
  if (winner === undefined) return [];
  const names = winner.value.split(/\r?\n|\\n/).map((line) => line.split(':')[0]?.trim() ?? '');
  const bad = names.filter((name) => /^(authorization|x-api-key)$/i.test(name));
  if (bad.length === 0) return [];
  const remedy: Remedy = {
    kind: 'words',
    text: `Take ${bad.join(' and ')} out of ${winner.file === undefined ? 'ANTHROPIC_CUSTOM_HEADERS' : `env.ANTHROPIC_CUSTOM_HEADERS in ${winner.file.path}`}.`,
  };
  return [{ code: 'gateway.headers', severity: 'warn', args: { place: placeOf(winner), names: bad.join(' and ') }, remedies: [remedy] }];
}

function apiKeyHelper({ settings }: DoctorFacts): readonly Finding[] {
  return readableFiles(settings)
    .filter(({ content }) => typeof content['apiKeyHelper'] === 'string' && content['apiKeyHelper'] !== '')
    .map((file) => ({
      code: 'gateway.api-key-helper',
      severity: 'note',
      args: { path: file.path },
      remedies: [{ kind: 'words', text: `If only Bedrock is used, remove apiKeyHelper from ${file.path}.` }],
    }));
}

function setting({ base }: DoctorFacts): readonly Finding[] {
  const endpoint = seen(base.loaded)?.settings.endpoints;
  const runtime = endpoint?.value.bedrockRuntime;
  if (endpoint === undefined || runtime === undefined) return [];
  const origin = endpoint.origin.kind === 'file' ? endpoint.origin.path : 'given for this run';
  return [{ code: 'gateway.setting', severity: 'note', args: { origin, host: hostOf(runtime) }, remedies: [] }];
}
