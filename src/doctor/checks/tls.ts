import type { Check } from '../check.ts';
import { bundleOfNode } from '../facts/network-bundles.ts';
import { certificateFault, isInspected, type CertificateFault } from '../facts/network-tls.ts';
import { failureOf, groupsOf, type Group } from '../facts/network-verdict.ts';
import type { NetworkFacts } from '../facts/network.ts';
import { listed, noSession, setVariable, unsetVariable } from '../facts/network-words.ts';
import type { Finding, Remedy } from '../finding.ts';

/** Whether the certificates that AWS's hosts show are AWS's, and accepted. */
export const tls: Check = {
  id: 'tls',
  area: 'network',
  title: 'the certificates of the hosts',
  needs: ['dns', 'ca-bundle'],
  run: ({ network, now }) => {
    const { endpoints } = network;
    if (endpoints === undefined) return { untried: noSession };
    const shut = groupsOf(endpoints, 'tls', (endpoint) => `${certificateFault(endpoint)} ${endpoint.reached.certificate?.issuer ?? ''}`);
    return [...shut.map((group) => shutFinding(network, group, now)), ...inspected(network), ...unverified(network), ...plain(network)];
  },
  sentences: {
    'tls.untrusted': ({ hosts, issuer }) =>
      `The certificate shown for ${listed(hosts)} was made by ${issuer}, whom Node does not trust: something on the way opens TLS, as a company's proxy or virus scanner does.`,
    'tls.wrong-time': ({ hosts, from, to, now }) =>
      `The certificate shown for ${listed(hosts)} is good from ${from} to ${to}, and this machine's clock says ${now}: the clock is wrong, or the certificate is.`,
    'tls.wrong-name': ({ hosts, subject }) => `The certificate shown for ${listed(hosts)} is that of ${subject}: another server answers in its place.`,
    'tls.no-tls': ({ hosts }) => `What answers for ${listed(hosts)} speaks no TLS that Node understands.`,
    'tls.inspected': ({ hosts, issuer }) =>
      `TLS to ${listed(hosts)} is opened on the way: the certificate is trusted, but made by ${issuer} and not by Amazon. A sign-in in the browser may loop, and streamed answers may be changed.`,
    'tls.unverified': () => 'NODE_TLS_REJECT_UNAUTHORIZED is 0, so no certificate is checked: anyone on the way can read and change what is sent to AWS.',
    'tls.plain': ({ url, given }) => `Requests go to ${url} (from ${given}) without TLS, so anyone on the way can read and change them.`,
  },
  well: ({ network: { endpoints = [] } }) => {
    const secure = endpoints.filter(({ reached }) => reached.certificate !== undefined);
    if (secure.length === 0) return 'the certificates of the hosts: none, no host is asked by https';
    return `certificates are accepted, made by ${listed([...new Set(secure.map(({ reached }) => reached.certificate?.issuer ?? ''))])}`;
  },
};

function shutFinding(network: NetworkFacts, { first, hosts, severity }: Group, now: number): Finding {
  const fault = certificateFault(first) ?? 'untrusted';
  const { issuer = 'somebody unknown', subject = 'somebody unknown', validFrom, validTo } = first.reached.certificate ?? {};
  return {
    code: `tls.${fault}`,
    severity,
    args: { hosts, issuer, subject, from: day(validFrom), to: day(validTo), now: day(now) },
    remedies: remediesFor(network, fault, first.givenBy),
    proof: [failureOf(first)?.code, failureOf(first)?.message].filter(Boolean).join(': '),
  };
}

function day(time: number | undefined): string {
  return time === undefined || Number.isNaN(time) ? 'an unknown time' : new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function remediesFor({ platform, bundles }: NetworkFacts, fault: CertificateFault, givenBy: string | undefined): readonly Remedy[] {
  const own = bundleOfNode(bundles);
  const where = givenBy === undefined ? 'Ask whoever runs the network what answers in its place.' : `Correct the address in ${givenBy}.`;
  switch (fault) {
    case 'untrusted':
      return own === undefined
        ? [
            setVariable(
              platform,
              'NODE_EXTRA_CA_CERTS',
              '/path/to/ca.pem',
              "the company's root certificate; in the shell: an assistant's settings come too late",
            ),
            { kind: 'words', text: 'Whoever runs the network can give that file, or exempt *.amazonaws.com, *.api.aws and *.awsapps.com.' },
          ]
        : [{ kind: 'words', text: `${own.path} of NODE_EXTRA_CA_CERTS lacks that issuer's certificate, root or intermediate: add it to the file.` }];
    case 'wrong-time':
      return [{ kind: 'words', text: "Set this machine's clock; if it is right, whoever runs that host must renew its certificate." }];
    default:
      return [{ kind: 'words', text: where }];
  }
}

function inspected({ endpoints = [] }: NetworkFacts): readonly Finding[] {
  const found = endpoints.filter(isInspected);
  const issuers = [...new Set(found.map(({ reached }) => reached.certificate?.issuer ?? ''))];
  return issuers.map((issuer) => ({
    code: 'tls.inspected',
    severity: 'note',
    args: { hosts: [...new Set(found.filter(({ reached }) => reached.certificate?.issuer === issuer).map(({ host }) => host))], issuer },
    remedies: [
      { kind: 'command', words: ['lode', 'login'], why: 'if a sign-in loops in the browser: lode signs in before the assistant starts' },
      { kind: 'words', text: 'Streams must pass byte for byte as application/vnd.amazon.eventstream; lode doctor --probe sends one.' },
    ],
  }));
}

function unverified({ trustsAnybody, platform }: NetworkFacts): readonly Finding[] {
  const remedies = [
    unsetVariable(platform, 'NODE_TLS_REJECT_UNAUTHORIZED', 'so that certificates are checked again'),
    setVariable(platform, 'NODE_EXTRA_CA_CERTS', '/path/to/ca.pem', "the company's root certificate, if that is what it was for"),
  ];
  return trustsAnybody ? [{ code: 'tls.unverified', severity: 'warn', args: {}, remedies }] : [];
}

function plain({ endpoints = [] }: NetworkFacts): readonly Finding[] {
  return [...new Map(endpoints.filter(({ url, isLocal }) => url.startsWith('http:') && !isLocal).map((one) => [one.url, one])).values()].map(
    ({ url, givenBy }) => ({
      code: 'tls.plain',
      severity: 'warn',
      args: { url, given: givenBy ?? '' },
      remedies: [{ kind: 'words', text: `Give an https address in ${givenBy ?? 'its place'}.` }],
    }),
  );
}
