import { regionFacts } from '../models/catalog.ts';
import type { GateRow } from './gate.ts';

const network = 'you, or whoever runs the network';

/** The way to AWS; the words are Node's and OpenSSL's. The runtime client speaks HTTP/2, which wraps the true cause into its own error. */
export const networkGates: readonly GateRow[] = [
  {
    id: 'proxy',
    names: ['ERR_PROXY_TUNNEL'],
    says: /proxy .{0,200}(refused|authentication required)|proxy refused/i,
    tell: ({ bedrock }) => ({
      what: `The proxy lets no request through to ${bedrock}.`,
      who: 'whoever runs the proxy',
      remedy: [
        'Let *.amazonaws.com, *.api.aws and *.awsapps.com through',
        'A proxy that wants a name and password takes them in HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT',
      ],
    }),
  },
  {
    id: 'tls',
    names: [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    says: /self[- ]signed certificate|unable to (get (local )?issuer|verify the first) certificate|certificate (has expired|is not yet valid)|certificate's altnames/i,
    tell: ({ bedrock }) => ({
      what: `The certificate shown in place of ${bedrock}'s is not trusted: something on the way opens TLS, or this machine's clock is wrong.`,
      who: network,
      remedy: [
        "Name the company's certificate file before the start: export NODE_EXTRA_CA_CERTS=/path/to/ca.pem (in the shell; an assistant's own settings come too late)",
        'Compare the clock with the right time',
      ],
    }),
  },
  {
    id: 'dns',
    names: ['ENOTFOUND', 'EAI_AGAIN'],
    says: /getaddrinfo|could not connect to the endpoint url/i,
    tell: ({ about, bedrock, region }) => ({
      what:
        regionFacts(about.region ?? '')?.bedrock === false ? `${about.region} has no Bedrock at all.` : `The name of ${bedrock}'s endpoint could not be found.`,
      who: network,
      remedy: [
        `Is ${region} the ${about.region === undefined ? 'one' : 'region'} you mean? lode config get region`,
        'Behind a proxy, set HTTPS_PROXY; with a VPN or a private zone, see that it knows bedrock-runtime',
      ],
    }),
  },
  {
    id: 'no-answer',
    names: ['TimeoutError', 'ETIMEDOUT', 'ERR_HTTP2_STREAM_ERROR'],
    says: /timed out|(connect|read) timeout on endpoint|ETIMEDOUT|did not answer|within \d+ s/i,
    tell: ({ bedrock }) => ({
      what: `${bedrock} did not answer in time.`,
      who: network,
      remedy: ['Ask again in a minute: lode models check', 'Check the network, VPN and proxy; some networks let AWS through by HTTPS_PROXY only'],
    }),
  },
  {
    id: 'unreachable',
    names: ['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'NetworkingError'],
    says: /ECONN(REFUSED|RESET|ABORTED)|E(HOST|NET)UNREACH|socket hang up|EPIPE|did not get a response/i,
    tell: ({ bedrock }) => ({
      what: `${bedrock} cannot be reached from here.`,
      who: network,
      remedy: [
        'Check the network, VPN and proxy; some networks let AWS through by HTTPS_PROXY only',
        'See which endpoints are used: lode config get endpoints',
      ],
    }),
  },
  {
    id: 'gateway',
    names: ['SyntaxError'],
    says: /application\/vnd\.amazon\.eventstream|truncated event message|deserialization error|answer without an end|unexpected token .{0,300} JSON/i,
    tell: ({ bedrock }) => ({
      what: `What came back is no answer of ${bedrock}: a gateway or a captive portal changed it or answered in its place.`,
      who: 'whoever runs the gateway',
      remedy: ['The stream must pass byte for byte, as application/vnd.amazon.eventstream', 'See which endpoints are used: lode config get endpoints'],
    }),
  },
  {
    id: 'http1',
    names: ['ERR_HTTP2_ERROR', 'ERR_HTTP2_SESSION_ERROR'],
    says: /^protocol error$/i,
    tell: ({ bedrock }) => ({
      what: `What stands in front of ${bedrock} does not speak HTTP/2.`,
      who: 'whoever runs the proxy or gateway',
      remedy: ['Reach it through HTTPS_PROXY, where lode speaks HTTP/1.1', 'See which endpoints are used: lode config get endpoints'],
    }),
  },
  {
    id: 'unreachable',
    names: ['ERR_HTTP2_STREAM_CANCEL', 'ERR_HTTP2_GOAWAY_SESSION'],
    tell: ({ bedrock }) => ({
      what: `The connection to ${bedrock} broke off.`,
      who: network,
      remedy: ['Check the network, VPN and proxy, then ask again: lode models check'],
    }),
  },
];
