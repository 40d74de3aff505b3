import { errorCatalogue } from './error-catalogue.ts';
import type { CatalogueError } from './errors/entry.ts';
import type { Reply } from './exchange.ts';
import { jsonReply } from './exchange.ts';
import type { ServiceName } from './route.ts';

/** An error on its way to the wire. */
export interface Refusal {
  readonly status: number;
  readonly name: string;
  readonly message: string;
  readonly form?: CatalogueError['form'];
}

/** The catalogue's error of this id with its words filled in. */
export function catalogued(id: string, service: ServiceName, facts: Readonly<Record<string, string>> = {}): Refusal {
  const entry = errorCatalogue.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`no catalogue error ${id}`);
  const message = entry.message.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
  const name = isQuery(service) ? (entry.stsName ?? entry.name) : entry.name;
  return { status: entry.status, name, message, ...(entry.form === undefined ? {} : { form: entry.form }) };
}

/** The services of the query protocol, with the namespaces of their XML. */
const namespaces = { sts: 'https://sts.amazonaws.com/doc/2011-06-15/', iam: 'https://iam.amazonaws.com/doc/2010-05-08/' } as const;

function isQuery(service: ServiceName): service is keyof typeof namespaces {
  return service in namespaces;
}

/** The reply in the shape that the service's clients read. */
export function refusalReply(service: ServiceName, refusal: Refusal): Reply {
  if (isQuery(service)) return queryRefusal(refusal, namespaces[service]);
  const headers = { 'x-amzn-errortype': refusal.name };
  return jsonReply(refusal.status, bodyOf(refusal), { headers, error: refusal.name });
}

function bodyOf({ form, name, message }: Refusal): unknown {
  if (form === 'anthropic') return { type: 'error', error: { type: name, message } };
  if (form === 'capital') return { Message: message };
  if (form === 'oauth') return { error: oauthName(name, message), error_description: message, message };
  return { message };
}

/** `InvalidGrantException` is `invalid_grant` in the body; sign-in carries its reason there instead. */
function oauthName(name: string, message: string): string {
  if (name === 'AccessDeniedException') return message;
  if (name === 'ValidationException') return 'INVALID_REQUEST';
  return name
    .replace(/Exception$/, '')
    .replace(/(?<!^)([A-Z])/g, '_$1')
    .toLowerCase();
}

function queryRefusal({ status, name, message }: Refusal, namespace: string): Reply {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  const error = `<Error><Type>${type}</Type><Code>${name}</Code><Message>${xmlText(message)}</Message></Error>`;
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="${namespace}">${error}<RequestId>sandbox</RequestId></ErrorResponse>`,
    error: name,
  };
}

export const xmlText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
