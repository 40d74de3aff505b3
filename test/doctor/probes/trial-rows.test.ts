import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { through } from '../../../src/doctor/checks/through.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import { lastWords } from '../../../src/doctor/facts/probes-last-words.ts';
import type { HeardRequest } from '../../../src/doctor/facts/probes-stand-in.ts';
import type { Trial } from '../../../src/doctor/facts/probes-trial.ts';
import { examine } from '../../../src/doctor/report.ts';
import { suspectsOf } from '../../../src/doctor/trial-suspects.ts';
import { Secret } from '../../../src/secret.ts';
import type { ClaudeFile } from '../../../src/settings/claude-files.ts';

type Tried = Extract<Trial, { kind: 'tried' }>;

const [main, small] = ['eu.main', 'eu.small'];
const ask = (more: Partial<HeardRequest> = {}, key = 'ASIAOURS', region = 'eu-west-1'): HeardRequest => ({
  model: main,
  signer: { kind: 'key', accessKeyId: key, region },
  ...more,
});

function tried(more: Partial<Tried> = {}): Trial {
  return {
    kind: 'tried',
    assistant: { name: 'claude', label: 'Claude Code', path: '/usr/bin/claude', version: '2.1.329' },
    wanted: {
      accessKeyIds: ['ASIAOURS', 'ASIARENEWED'],
      principal: 'arn:aws:sts::111122223333:assumed-role/Dev/ada',
      account: '111122223333',
      region: 'eu-west-1',
      main,
      regions: { [main]: 'eu-west-1', [small]: 'eu-central-1' },
    },
    heard: [ask()],
    end: { kind: 'exited', code: 0 },
    lastWords: 'pong',
    files: [],
    ...more,
  };
}

function resultsOf(value: Trial) {
  const facts = { through: { kind: 'seen', value } } as unknown as DoctorFacts;
  return examine([through], facts).results;
}

const codes = (trial: Trial): readonly string[] => resultsOf(trial).map(({ code }) => code.replace('through.', ''));

describe('what an assistant asked, compared with what lode planned', () => {
  test.each<[string, Partial<Tried>, readonly string[]]>([
    ['just that', {}, ['well']],
    ['just that, with a key that was renewed meanwhile', { heard: [ask({}, 'ASIARENEWED')] }, ['well']],
    ['the small model in its own region besides', { heard: [ask(), ask({ model: small }, 'ASIAOURS', 'eu-central-1')] }, ['well']],
    ['the small model where the main one is', { heard: [ask(), ask({ model: small })] }, ['region']],
    ['the small model only', { heard: [ask({ model: small }, 'ASIAOURS', 'eu-central-1')] }, ['model']],
    ['a model that nobody pinned besides (complaint 28)', { heard: [ask(), ask({ model: 'us.anthropic.claude-opus-5-5' })] }, ['model']],
    ['as another, elsewhere, for another', { heard: [ask({ model: 'us.x' }, 'AKIAAMBIENT', 'us-west-2')] }, ['identity', 'region', 'model']],
    ['without a signature', { heard: [ask({ signer: { kind: 'nobody' } })] }, ['identity']],
    ['with an API key that nobody handed over', { heard: [ask({ signer: { kind: 'api-key', ours: false } })] }, ['identity']],
    ['just that, but did not end', { end: { kind: 'timed-out' } }, ['timed-out']],
    ['nothing, and did not end', { heard: [], end: { kind: 'timed-out' } }, ['timed-out']],
    ['nothing, and was killed', { heard: [], end: { kind: 'signaled', signal: 'SIGSEGV' } }, ['silent']],
    ['nothing, because it printed without end', { heard: [], end: { kind: 'flooded' } }, ['silent']],
    ['just that, and failed', { end: { kind: 'exited', code: 1 } }, ['failed']],
    ['another model, and failed of it', { heard: [ask({ model: 'us.x' })], end: { kind: 'exited', code: 1 } }, ['model']],
    ['nothing, because it could not start (T14)', { heard: [], end: { kind: 'not-started', reason: 'spawn ENOENT' } }, ['not-started']],
  ])('%s', (_, more, expected) => expect(codes(tried(more))).toEqual(expected));

  test('each finding says what is so and ends in something to do', () => {
    const all = resultsOf(tried({ heard: [ask({ model: 'us.x' }, 'AKIAAMBIENT', 'us-west-2')] }));
    expect(all.map(({ sentence }) => sentence)).toEqual([
      'Claude Code asks with access key AKIAAMBIENT, and not as lode handed over: access key ASIARENEWED, arn:aws:sts::111122223333:assumed-role/Dev/ada',
      'Claude Code asks for us.x in us-west-2, and lode planned eu-west-1',
      'Claude Code asks for us.x, and lode planned eu.main',
    ]);
    for (const { remedies } of all) expect(remedies).toHaveLength(1);
  });

  test('a launch that would stop is told in its own words, with the file and key that stop it', () => {
    const message = 'Claude Code\'s managed settings would move this session: /etc/claude-code/managed-settings.json, key env.AWS_REGION, is "us-east-1".';
    const failure = { code: 'claude.managed-conflict', exit: 'user', message, hints: ['Follow them: lode --region us-east-1 claude'] } as const;
    const [result] = resultsOf({ kind: 'refused', assistant: 'Claude Code', failure });
    expect(result).toMatchObject({
      code: 'through.refused',
      severity: 'fail',
      remedies: [{ kind: 'command', words: ['lode', '--region', 'us-east-1', 'claude'], why: 'Follow them' }],
    });
    expect(result?.sentence).toContain('/etc/claude-code/managed-settings.json, key env.AWS_REGION');
  });
});

describe('the files that could have moved a session', () => {
  const read = (layer: ClaudeFile['layer'], path: string, content: Record<string, unknown>): ClaudeFile => ({ layer, path, kind: 'read', text: '', content });
  const files = [
    read('managed', '/m.json', { env: { AWS_REGION: 'us-east-1', HTTPS_PROXY: 'http://p' } }),
    { layer: 'project', path: '/p.json', kind: 'missing' } as const,
    read('user', '/u.json', { model: 'opus', awsCredentialExport: 'x', theme: 'dark', env: { AWS_PROFILE: 'other', MY: '1' } }),
  ];

  test.each([
    ['identity', ['/u.json (user), awsCredentialExport, env.AWS_PROFILE']],
    ['region', ['/m.json (managed), env.AWS_REGION']],
    ['model', ['/u.json (user), model']],
    ['everything', ['/m.json (managed), env.AWS_REGION, env.HTTPS_PROXY', '/u.json (user), model, awsCredentialExport, env.AWS_PROFILE']],
  ] as const)('%s', (moved, expected) => expect(suspectsOf(moved, files)).toEqual(expected));
});

describe('last words', () => {
  test.each([
    ['nothing', '', '', ''],
    ['without colours and blank lines', '\u001B[31mred\u001B[0m\n\n\n', 'pong\n', 'red\npong'],
    ['the last six lines', '', '1\n2\n3\n4\n5\n6\n7\n8\n', '3\n4\n5\n6\n7\n8'],
  ])('%s', (_, stderr, stdout, expected) => expect(lastWords({ stderr, stdout }, [])).toBe(expected));

  test('never hold a secret of the session, however they are cut', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 900 }), fc.string({ maxLength: 900 }), (before, after) => {
        const words = lastWords({ stderr: `${before}canary-3f9a`, stdout: `canary-3f9a${after}` }, [new Secret('canary-3f9a'), undefined, new Secret('')]);
        expect(words).not.toContain('canary-3f9a');
        expect(words.length).toBeLessThanOrEqual(600);
      }),
    );
  });
});
