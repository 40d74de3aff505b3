import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../../src/doctor/report.ts';
import type { Scene } from '../../support/scene.ts';
import { diagnose, faults, setScene } from '../diagnose.ts';
import { amazon, awsOwn, company, leafOf, throughTls } from './way.ts';
import { closedPort, closeServers, httpServer, refusingProxy, silentServer } from './servers.ts';

type Variables = Readonly<Record<string, string | undefined>>;

let scene: Scene;

beforeEach(async () => void (scene = await setScene()));
afterEach(() => Promise.all([scene.close(), closeServers()]));

const canary = 'pAssw0rd-canary';
const commandsOf = ({ remedies }: Result): readonly string[] => remedies.flatMap((remedy) => (remedy.kind === 'command' ? [remedy.words.join(' ')] : []));
const wordsOf = ({ remedies }: Result): string => remedies.map((remedy) => ('text' in remedy ? remedy.text : '')).join(' ');

/** Exactly this fault; gives it. */
async function only(fault: string, env: Variables): Promise<Result> {
  const results = await diagnose(scene, [], env);
  expect(faults(results)).toEqual([fault]);
  expect(JSON.stringify(results)).not.toContain(canary);
  const found = results.find(({ code }) => fault.endsWith(` ${code}`));
  if (found === undefined) throw new Error(`no ${fault}`);
  expect(found.sentence.length).toBeGreaterThan(20);
  return found;
}

describe('the way to AWS', () => {
  test('is well in a healthy scene', async () => {
    const results = await diagnose(scene);
    expect(faults(results)).toEqual([]);
    expect(results.filter(({ area }) => area === 'network')).toEqual([]);
  });

  test('is well through a proxy to certificates of Amazon', async () => {
    const env = { ...(await throughTls(scene, leafOf(amazon))), NODE_EXTRA_CA_CERTS: scene.write('ca.pem', amazon.cert) };
    const results = await diagnose(scene, [], env);
    expect(faults(results)).toEqual([]);
    expect(results.filter(({ area }) => area === 'network')).toEqual([]);
  });
});

describe('the clock', () => {
  test.each([
    ['complaint 11, row clock: behind', 20 * 60_000, /clock is 20 min behind AWS's/],
    ['row clock: ahead', -3 * 3_600_000, /clock is 3 h 0 min ahead of AWS's/],
  ])('%s', async (_, clockOffsetMs, words) => {
    scene.sandbox.set({ clockOffsetMs });
    const found = await only('fail clock.skewed', {});
    expect(found.sentence).toMatch(words);
    expect(commandsOf(found).length).toBeGreaterThan(0);
  });
});

describe('the proxy', () => {
  test.each([
    [
      'row ERR_PROXY_TUNNEL 407: it wants a password',
      '407 Proxy Authentication Required',
      'fail proxy.password-wanted',
      /HTTPS_PROXY, as NAME:PASSWORD@HOST:PORT/,
    ],
    ['row ERR_PROXY_TUNNEL 502: it lets nothing through', '502 Bad Gateway', 'fail proxy.refused', /./],
  ])('%s', async (_, status, fault, remedy) => {
    const found = await only(fault, { ...awsOwn, HTTPS_PROXY: `http://ada:${canary}@127.0.0.1:${await refusingProxy(status)}` });
    expect(found.sentence).toMatch(/bedrock-runtime\.eu-west-1\.amazonaws\.com/);
    expect(wordsOf(found)).toMatch(remedy);
    expect(wordsOf(found)).toMatch(/\*\.amazonaws\.com, \*\.api\.aws and \*\.awsapps\.com/);
  });

  test('complaint 10: is not there', async () => {
    const found = await only('fail proxy.unreachable', { ...awsOwn, https_proxy: `http://ada:${canary}@127.0.0.1:${await closedPort()}` });
    expect(commandsOf(found)).toContain('unset https_proxy');
    expect(found.proof).toMatch(/ECONNREFUSED/);
  });

  test('complaint 10: takes connections and says nothing, and is waited for 5 s', async () => {
    const found = await only('fail proxy.unreachable', { ...awsOwn, HTTPS_PROXY: `http://127.0.0.1:${await silentServer()}` });
    expect(found.proof).toMatch(/within 5 s/);
  });

  test.each([
    ['is of a kind that nobody speaks', `socks5://127.0.0.1:1`, 'fail proxy.socks'],
    ['is no URL, and is not shown', `http://ada:${canary}/@:x`, 'fail proxy.malformed'],
    ['lacks http://', `127.0.0.1:1`, 'fail proxy.no-scheme'],
  ])('%s', async (_, value, fault) => {
    const found = await only(fault, { ...awsOwn, HTTPS_PROXY: value });
    expect(found.sentence).toMatch(/HTTPS_PROXY/);
    expect(commandsOf(found)[0]).toMatch(/^export HTTPS_PROXY=http:\/\//);
  });

  test('is no URL, and a command that asks AWS says so', async () => {
    const { code, stderr } = await scene.run(['status'], { ...awsOwn, HTTPS_PROXY: `http://ada:${canary}/@:x` });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The proxy for https, which HTTPS_PROXY .* is no URL/);
    expect(stderr).not.toContain(canary);
  });

  test('has two values', async () => {
    const found = await only('warn proxy.two-values', { HTTPS_PROXY: `http://ada:${canary}@one.corp:1`, https_proxy: `http://ada:${canary}@two.corp:2` });
    expect(found.sentence).toMatch(/https_proxy is two\.corp:2, but HTTPS_PROXY is one\.corp:1/);
    expect(commandsOf(found)).toEqual(['unset HTTPS_PROXY']);
  });

  test('stands between Claude Code and a gateway on this machine', async () => {
    const found = await only('warn proxy.local-detour', { HTTP_PROXY: `http://ada:${canary}@proxy.corp:3128`, NO_PROXY: undefined, no_proxy: undefined });
    expect(commandsOf(found)).toEqual(['export NO_PROXY=127.0.0.1,localhost']);
  });
});

describe('certificates', () => {
  test('T21, T22: TLS that is opened on the way with a trusted certificate is a note', async () => {
    const env = { ...(await throughTls(scene, leafOf(company))), NODE_EXTRA_CA_CERTS: scene.write('ca.pem', company.cert) };
    const results = await diagnose(scene, [], env);
    expect(faults(results)).toEqual([]);
    const [note, ...others] = results.filter(({ area }) => area === 'network');
    expect(others).toEqual([]);
    expect(note).toMatchObject({ code: 'tls.inspected', severity: 'note', args: { issuer: 'Corp Inspection CA (Corp)' } });
    expect(note?.sentence).toMatch(/sign-in .* may loop/);
    expect(wordsOf(note as Result)).toMatch(/application\/vnd\.amazon\.eventstream/);
  });

  test('row UNABLE_TO_GET_ISSUER_CERT_LOCALLY: nobody told Node of the company', async () => {
    const found = await only('fail tls.untrusted', await throughTls(scene, leafOf(company)));
    expect(found.sentence).toMatch(/made by Corp Inspection CA \(Corp\), whom Node does not trust/);
    expect(commandsOf(found)).toEqual(['export NODE_EXTRA_CA_CERTS=/path/to/ca.pem']);
  });

  test('complaint 27: AWS_CA_BUNDLE has the company, and Node was not told', async () => {
    const bundle = scene.write('corp/ca bundle.pem', company.cert);
    const found = await only('fail ca-bundle.node-not-told', { ...(await throughTls(scene, leafOf(company))), AWS_CA_BUNDLE: bundle });
    expect(commandsOf(found)).toEqual(['export NODE_EXTRA_CA_CERTS=~/corp/ca bundle.pem']);
  });

  test("row TLS inspection: the variable stands in Claude Code's settings, which is too late", async () => {
    const bundle = scene.write('ca.pem', company.cert);
    scene.write('.claude/settings.json', JSON.stringify({ env: { NODE_EXTRA_CA_CERTS: bundle } }));
    const found = await only('fail ca-bundle.too-late', await throughTls(scene, leafOf(company)));
    expect(found.sentence).toMatch(/~\/\.claude\/settings\.json, which is too late/);
  });

  test('NODE_EXTRA_CA_CERTS names no file, and the company is not trusted for want of it', async () => {
    const found = await only('fail ca-bundle.missing', { ...(await throughTls(scene, leafOf(company))), NODE_EXTRA_CA_CERTS: scene.path('gone.pem') });
    expect(commandsOf(found)).toContain('unset NODE_EXTRA_CA_CERTS');
  });

  test.each([
    ['names no file', 'warn ca-bundle.missing', undefined],
    ['names a file without a certificate', 'warn ca-bundle.not-pem', 'hello\n'],
    ['names a certificate in DER form', 'warn ca-bundle.not-pem', Buffer.from([0x30, 0x82, 0, 0xff, 0xfe])],
  ])('where all is well without it, NODE_EXTRA_CA_CERTS %s', async (_, fault, content) => {
    if (content !== undefined) scene.write('ca.pem', content);
    await only(fault, { NODE_EXTRA_CA_CERTS: scene.path('ca.pem') });
  });

  test.each([
    ['row CERT_HAS_EXPIRED: is over', { from: -90, to: -60 }],
    ['is not good yet, as with a clock that is wrong by years', { from: 60, to: 90 }],
  ])('%s', async (_, days) => {
    const env = { ...(await throughTls(scene, leafOf(amazon, days))), NODE_EXTRA_CA_CERTS: scene.write('ca.pem', amazon.cert) };
    const found = await only('fail tls.wrong-time', env);
    expect(found.sentence).toMatch(/is good from \d{4}-\d\d-\d\d .* to \d{4}-\d\d-\d\d .*clock says/);
  });

  test("another server's certificate", async () => {
    const leaf = leafOf(amazon, { hosts: ['login.hotel.example'] });
    const env = { ...(await throughTls(scene, leaf)), NODE_EXTRA_CA_CERTS: scene.write('ca.pem', amazon.cert) };
    await only('fail tls.wrong-name', env);
  });

  test('nobody looks at them', async () => {
    const found = await only('warn tls.unverified', { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(commandsOf(found)).toContain('unset NODE_TLS_REJECT_UNAUTHORIZED');
  });
});

describe('the hosts', () => {
  const everyHost = (url: string): Variables => ({ ...awsOwn, AWS_ENDPOINT_URL: url, NO_PROXY: '127.0.0.1' });

  test('row ECONNREFUSED: nobody listens', async () => {
    const found = await only('fail reach.unreachable', everyHost(`http://127.0.0.1:${await closedPort()}`));
    expect(found.sentence).toMatch(/its address comes from AWS_ENDPOINT_URL\), so nothing of bedrock, bedrock-runtime and sts in eu-west-1 works/);
    expect(found.proof).toMatch(/ECONNREFUSED/);
  });

  test('row ECONNREFUSED: only the control plane is shut', async () => {
    const found = await only('fail reach.unreachable', { AWS_ENDPOINT_URL_BEDROCK: `http://127.0.0.1:${await closedPort()}` });
    expect(wordsOf(found)).toMatch(/AWS_ENDPOINT_URL_BEDROCK\./);
  });

  test('only what signs in is shut: a launch with a good sign-in goes on', async () => {
    scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox-sso", "region": "eu-west-1" }\n');
    const found = await only('warn reach.unreachable', { AWS_ENDPOINT_URL_SSO_OIDC: `http://ada:${canary}@127.0.0.1:${await closedPort()}` });
    expect(found.args).toMatchObject({ services: ['oidc'], given: ['AWS_ENDPOINT_URL_SSO_OIDC'] });
  });

  test('row ETIMEDOUT: somebody listens and says nothing', async () => {
    await only('fail reach.no-answer', everyHost(`http://127.0.0.1:${await silentServer()}`));
  });

  test('a page answers in place of AWS', async () => {
    const page = await httpServer((_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Welcome</h1>'));
    const env = { ...(await throughTls(scene, leafOf(amazon), page)), NODE_EXTRA_CA_CERTS: scene.write('ca.pem', amazon.cert) };
    await only('fail reach.not-aws', env);
  });

  // A label of more than 63 characters is refused by the resolver itself, so that no server is asked.
  test('row ENOTFOUND: the name is not found', async () => {
    const found = await only('fail dns.not-found', everyHost(`http://${'x'.repeat(64)}.test`));
    expect(found.proof).toMatch(/ENOTFOUND/);
  });
});

describe('the instance metadata service, where nothing else is set', () => {
  const bare = async (port: number): Promise<Variables> => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
    scene.write('.aws/credentials', '');
    scene.write('.aws/config', '');
    return { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}` };
  };

  test('T9: it has a role', async () => {
    expect(faults(await diagnose(scene, [], await bare(scene.sandbox.port)))).toEqual([]);
  });

  test('T10, row imds: it is silent off EC2', async () => {
    const results = await diagnose(scene, [], await bare(await silentServer()));
    expect(faults(results)).toEqual(['fail source.none']);
    const [note, ...others] = results.filter(({ area, severity }) => area === 'network' && severity !== 'skip');
    expect(others).toEqual([]);
    expect(note).toMatchObject({ code: 'imds.silent', severity: 'note' });
    expect(note?.sentence).toMatch(/does not answer within a second: this is no EC2 instance/);
    expect(commandsOf(note as Result)).toContain('export AWS_EC2_METADATA_DISABLED=true');
  });

  test('T10: it is silent, and a profile takes its credentials from it', async () => {
    const env = await bare(await silentServer());
    scene.write('.aws/config', '[profile box]\nrole_arn = arn:aws:iam::111122223333:role/Box\ncredential_source = Ec2InstanceMetadata\nregion = eu-west-1\n');
    const found = await only('fail imds.silent', { ...env, AWS_PROFILE: 'box' });
    expect(found.sentence).toMatch(/^Profile box takes its credentials from the instance/);
  });

  test('row imds: its token does not come back into a container', async () => {
    const port = await httpServer((request, response) => void (request.method === 'GET' && response.writeHead(401).end()));
    const found = await only('fail imds.no-token', await bare(port));
    expect(commandsOf(found).join()).toMatch(/--http-put-response-hop-limit 2/);
  });

  test('it has no role', async () => {
    const port = await httpServer((request, response) => void (request.method === 'PUT' ? response.end('token') : response.writeHead(404).end()));
    await only('fail imds.no-role', await bare(port));
  });
});
