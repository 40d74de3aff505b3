import type { Check } from '../check.ts';
import { bundleOfNode, bundleOfOthers, type BundleFacts } from '../facts/network-bundles.ts';
import { isUntrusted } from '../facts/network-tls.ts';
import type { NetworkFacts } from '../facts/network.ts';
import { setVariable, unsetVariable } from '../facts/network-words.ts';
import type { Finding, Remedy } from '../finding.ts';

/** Files of certificates: whether they are there, and whether Node was told of them before it started. */
export const caBundle: Check = {
  id: 'ca-bundle',
  area: 'network',
  title: 'certificates of your own',
  needs: [],
  run: ({ network }) => {
    const broken = network.bundles.filter(({ state }) => state !== 'good').map((bundle) => brokenFinding(network, bundle));
    return [...broken, ...untold(network)];
  },
  sentences: {
    'ca-bundle.missing': ({ place, path }) =>
      `${place} names ${path}, and there is no such file${path?.toString().startsWith('~') === true ? ' (~ is not expanded there)' : ''}.`,
    'ca-bundle.unreadable': ({ place, path }) => `${place} names ${path}, which cannot be read as a file by this user.`,
    'ca-bundle.not-pem': ({ place, path }) => `${place} names ${path}, which holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
    'ca-bundle.node-not-told': ({ place, path }) =>
      `${place} names ${path}, but NODE_EXTRA_CA_CERTS is not set, and Node, so lode and Claude Code, reads that variable only.`,
    'ca-bundle.too-late': ({ place, path }) =>
      `NODE_EXTRA_CA_CERTS is set to ${path} in ${place}, which is too late: Node reads it from the environment when it starts, before it reads settings.`,
  },
  well: ({ network: { bundles } }) => {
    const own = bundleOfNode(bundles);
    return own === undefined
      ? 'no certificates of your own are set'
      : `NODE_EXTRA_CA_CERTS: ${own.count} certificate${own.count === 1 ? '' : 's'} in ${own.path}`;
  },
};

function placeOf({ name, where }: BundleFacts): string {
  return where === '' ? name : `${name} in ${where}`;
}

/** A broken file shuts something only where a certificate is not trusted for want of it; else nobody missed it. */
function severityOf({ endpoints = [] }: NetworkFacts, otherwise: 'warn' | 'note'): Finding['severity'] {
  return endpoints.some(isUntrusted) ? 'fail' : otherwise;
}

function brokenFinding(network: NetworkFacts, bundle: BundleFacts): Finding {
  const { name, where, path, state } = bundle;
  const pem: Remedy = {
    kind: 'command',
    words: ['openssl', 'x509', '-inform', 'der', '-in', path, '-out', 'ca.pem'],
    why: 'if it is a certificate in DER form',
  };
  const isOfNode = name === 'NODE_EXTRA_CA_CERTS' && where === '';
  return {
    code: `ca-bundle.${state}`,
    severity: isOfNode ? severityOf(network, 'warn') : 'warn',
    args: { place: placeOf(bundle), path },
    remedies: [
      ...(state === 'not-pem' ? [pem] : []),
      ...(where === ''
        ? [setVariable(network.platform, name, '/path/to/ca.pem'), unsetVariable(network.platform, name, 'if it is not needed')]
        : [{ kind: 'words' as const, text: `Correct or remove ${name} in ${where}.` }]),
    ],
  };
}

/** A bundle that Node was not told of. Silent where the hosts are trusted and the bundle is one of other programs' own. */
function untold(network: NetworkFacts): readonly Finding[] {
  const { bundles, platform } = network;
  const other = bundleOfOthers(bundles);
  if (bundleOfNode(bundles) !== undefined || other === undefined) return [];
  const severity = severityOf(network, 'note');
  const isOfAws = ['AWS_CA_BUNDLE', 'ca_bundle', 'NODE_EXTRA_CA_CERTS'].includes(other.name);
  if (severity === 'note' && !isOfAws) return [];
  const isLate = other.name === 'NODE_EXTRA_CA_CERTS';
  return [
    {
      code: isLate ? 'ca-bundle.too-late' : 'ca-bundle.node-not-told',
      severity,
      args: { place: isLate ? other.where : placeOf(other), path: other.path },
      remedies: [setVariable(platform, 'NODE_EXTRA_CA_CERTS', other.path, 'in the shell, before the start')],
    },
  ];
}
