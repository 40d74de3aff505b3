import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../src/gates/explain.ts';
import type { GateId } from '../../src/gates/gate.ts';
import { answers, sentences, shapes, wrapped } from './explain-texts.ts';

/** The gates of each error found, the likeliest first. */
function gatesIn(text: string): readonly (readonly GateId[])[] {
  return explain(text).explained.map(({ gates }) => gates.map(({ id }) => id));
}

describe.each(Object.entries(shapes))("AWS's words in the shape of %s", (_, shape) => {
  test.each(answers.map(([gate, status, name, words]) => [gate, name, words, status] as const))('%s: %s %s', (gate, name, words, status) => {
    expect(gatesIn(shape(status, name, words))).toEqual([[gate]]);
  });
});

test.each(answers)('%s, broken by a narrow terminal: %d %s', (gate, status, name, words) => {
  expect(gatesIn(wrapped(`  \u23bf  API Error: ${status} ${name}: ${words}`))).toEqual([[gate]]);
});

describe('words without an answer', () => {
  test.each(sentences)('%s: %s', (gate, text) => {
    expect(gatesIn(text)).toEqual([[gate]]);
  });

  test.each(sentences)('%s, in the middle of a log: %s', (gate, text) => {
    expect(gatesIn(`2026-11-21T10:00:00.000Z [DEBUG] before\n2026-11-21T10:00:01.000Z [ERROR] ${text}\n2026-11-21T10:00:02.000Z [DEBUG] after`)).toEqual([
      [gate],
    ]);
  });
});

describe('one sentence of an assistant for several gates', () => {
  test.each<[string, readonly GateId[]]>([
    ["There's an issue with the selected model (eu.anthropic.claude-opus-5-5). It may not exist or you may not have access to it.", ['form', 'legacy', 'eol']],
    [
      'AWS authentication failed \u00b7 refresh your AWS credentials (SSO sign-in, access keys, API key or proxy token) and retry',
      ['expired', 'iam-missing', 'no-access', 'marketplace-iam'],
    ],
    ['API Error: 403', ['expired', 'iam-missing', 'no-access', 'marketplace-iam']],
    ['API Error: 404', ['form', 'legacy', 'eol']],
    ['API Error: Request rejected (429)', ['tpm', 'tpd', 'rpm', 'throttled']],
    ['AWS credentials expired or invalid', ['expired', 'invalid-token', 'key-expired']],
    ['Could not load AWS credentials', ['no-credentials', 'process-failed', 'sso-expired', 'resolve-timeout']],
    ['API Error: Connection error.', ['unreachable', 'proxy', 'dns', 'tls']],
    ['Connection error.', ['unreachable', 'proxy', 'dns', 'tls']],
    ['403 \u2026 is not authorized to perform', ['iam-missing', 'iam-deny', 'scp']],
    ['with an explicit deny in a service control policy', ['scp', 'scp-geo', 'scp-global']],
    ['AWS auth refresh timed out after 3 minutes. Run your auth command manually in a separate terminal.', ['sso-expired', 'device-timeout', 'mfa']],
    ['The model claude-opus-5-5 is not available on your bedrock deployment.', ['no-access', 'bad-id', 'iam-missing']],
  ])('%s', (text, gates) => {
    const [found, ...others] = explain(text).explained;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ sure: 'one of', because: expect.stringMatching(/\w/) as string });
    expect(found?.gates.map(({ id }) => id)).toEqual(gates);
    expect(found?.apart.join('\n')).toMatch(/lode (models check|doctor)/);
  });

  test.each([
    '[ERROR] Hook PreToolUse timed out after 60000ms',
    '[ERROR] Hook PreToolUse (aws-guard) timed out after 60000ms',
    'Bash tool: command timed out after 120s',
    'Bash tool: command timed out after 120s: aws s3 ls',
    'LSP server typescript: connect ECONNREFUSED 127.0.0.1:9',
    'PreToolUse hook error: socket hang up',
    'the operation timed out',
    'TimeoutError: signal timed out',
  ])('what is not of a request to AWS is no gate: %s', (text) => {
    expect(explain(text)).toMatchObject({ explained: [], unknown: [{ words: text }] });
    expect(explain(`${text}\n\nAPI Error: 403 The security token included in the request is expired`)).toMatchObject({
      explained: [{ gates: [{ id: 'expired' }] }],
      unknown: [],
    });
  });

  test.each(['403 \u2026 is not authorized to perform', '\u2026 with an explicit deny in a service control policy'])(
    'what is not known is not told: %s',
    (text) => {
      expect(JSON.stringify(explain(text))).not.toContain('undefined');
    },
  );

  test('letters that JSON spells out are read', () => {
    expect(gatesIn(String.raw`{"message":"Invocation of model ID anthropic.claude-opus-5-5 with on-demand throughput isn\u2019t supported."}`)).toEqual([
      ['on-demand'],
    ]);
  });

  test.each([
    ['error: No AWS credentials were found anywhere.', true],
    ['error: lode knows no command or assistant called "clod".', true],
    ["error: unknown option '--x'", false],
  ])("lode's own errors are told from others: %s", (text, own) => {
    expect(explain(text)).toMatchObject({ explained: [], unknown: [{ words: text, own }] });
  });

  test.each<[string, GateId]>([
    ['bash: claude: command not found', 'program-missing'],
    ['Bash tool: ExpiredTokenException: The security token included in the request is expired', 'expired'],
    ['Bash tool: aws s3 ls: Read timeout on endpoint URL: "https://s3.eu-west-1.amazonaws.com/"', 'no-answer'],
    ['request to bedrock-runtime.eu-west-1.amazonaws.com timed out', 'no-answer'],
    ['request to gateway.example:8443 timed out', 'no-answer'],
    ['API Error: Request timed out.', 'no-answer'],
  ])('what a program says of AWS is: %s', (text, gate) => expect(gatesIn(text)).toEqual([[gate]]));

  test('the model that was selected stands in the command that tells them apart', () => {
    const [found] = explain("There's an issue with the selected model (eu.anthropic.claude-opus-5-5). It may not exist").explained;
    expect(found?.apart).toEqual(['One request of one token names it: lode models check eu.anthropic.claude-opus-5-5']);
  });
});

const opening = 'AWS authentication failed \u00b7 refresh your AWS credentials (SSO sign-in, access keys, API key or proxy token) and retry \u00b7 ';

test.each(['no-access', 'marketplace-iam', 'iam-missing', 'expired', 'scp', 'clock', 'sig-mismatch'] as const)(
  "AWS's words behind Claude Code's sentence tell the 403s apart: %s",
  (gate) => {
    const [, status = 0, , words = ''] = answers.find(([id]) => id === gate) ?? [];
    expect(gatesIn(`${opening}API Error: ${status} ${words}`)).toEqual([[gate]]);
    expect(gatesIn(wrapped(`${opening}API Error: ${status} ${words}`))).toEqual([[gate]]);
  },
);

test.each(['form', 'legacy', 'eol'] as const)("AWS's words tell the 404s apart: %s", (gate) => {
  const [, , name = '', words = ''] = answers.find(([id]) => id === gate) ?? [];
  expect(gatesIn(`API Error: 404 ${JSON.stringify({ message: words })}`)).toEqual([[gate]]);
  expect(explain(`${name}: ${words}`).explained[0]?.sure).toBe('certain');
});

describe('how sure it is', () => {
  test.each([
    ['AccessDeniedException: Bearer Token has expired', 'certain', undefined],
    ['AccessDeniedException: Nope.', 'likely', 'AWS does not say which policy or gate it is'],
    ['connect ECONNREFUSED 127.0.0.1:9', 'likely', 'the words do not say what was asked for'],
    ['API Error: connect ECONNREFUSED 127.0.0.1:9', 'certain', undefined],
    ['ModelErrorException: something', 'likely', 'only the name of the error says so'],
    ['API Error: 502 <html>', 'likely', 'only the status says so'],
    ['ThrottlingException: Too many tokens, please wait before trying again.', 'likely', 'a quota of 0 says the same'],
  ])('%s is %s', (text, sure, because) => {
    expect(explain(text).explained).toMatchObject([{ sure, because }]);
  });
});

describe('account, region, model and caller stand in the sentence only when the text names them', () => {
  test('all of them', () => {
    const text =
      'POST https://bedrock-runtime.eu-west-1.amazonaws.com/model/eu.anthropic.claude-opus-5-5/converse-stream\n' +
      'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Dev/ana is not authorized to perform: bedrock:ListInferenceProfiles on resource: *';
    expect(explain(text).explained[0]?.gates[0]?.what).toBe(
      'arn:aws:sts::111122223333:assumed-role/Dev/ana may not look at the models of account 111122223333 in eu-west-1 (bedrock:ListInferenceProfiles); requests may be allowed all the same.',
    );
  });

  test('none of them', () => {
    const all = answers.map(([, , name, words]) => `${name}: ${words.replaceAll(/arn:[\w:*/.-]+|\S*anthropic\.claude[\w.:-]*/g, 'x')}`);
    for (const { gates } of all.flatMap((text) => explain(text).explained)) {
      for (const { what, who, remedy } of gates) expect([what, who, ...remedy].join('\n')).not.toMatch(/undefined|\bin the region\b|eu-west|\bnull\b| {2}/);
    }
  });

  test('a region that is only a destination is not taken for the one that was asked', () => {
    const [, , , words = ''] = answers.find(([id]) => id === 'scp-geo') ?? [];
    const [found] = explain(words).explained;
    expect(found).toMatchObject({
      sure: 'likely',
      gates: [{ what: expect.stringContaining('denies us-east-2, one of the regions that the profile sends requests to.') as string }],
    });
  });

  test('two regions in one text belong to nobody', () => {
    const text = 'region: eu-west-1\nregion: us-east-1\nThe provided model identifier is invalid.';
    expect(explain(text).explained[0]?.gates[0]?.what).toMatch(/^Bedrock knows no such model/);
  });
});

describe('a text with many errors', () => {
  const log = [
    '2026-11-21T10:00:01.000Z [ERROR] API Error: 403 {"message":"The security token included in the request is expired"}',
    '2026-11-21T10:00:02.000Z [ERROR] API Error: 429 {"message":"Too many requests, please wait before trying again."}',
    '2026-11-21T10:00:03.000Z [DEBUG] a stream of other words about credentials',
    '2026-11-21T10:00:04.000Z [ERROR] API Error: 403 {"message":"The security token included in the request is expired"}',
    '2026-11-21T10:00:05.000Z [ERROR] MCP server "db": connect ECONNREFUSED 127.0.0.1:5432',
  ].join('\n');

  test('each is explained once, with its first line and how often', () => {
    expect(explain(log).explained.map(({ line, times, gates }) => [line, times, gates[0]?.id])).toEqual([
      [1, 2, 'expired'],
      [2, 1, 'rpm'],
    ]);
  });

  test('lines without any opening are told apart too', () => {
    expect(gatesIn('The provided model identifier is invalid.\ninvalid beta flag\nprompt is too long: 3 tokens > 2 maximum')).toEqual([
      ['bad-id'],
      ['beta'],
      ['context'],
    ]);
  });

  test('the same error for two models is two', () => {
    const of = (id: string): string => `ValidationException: Invocation of model ID ${id} with on-demand throughput isn't supported.`;
    expect(explain(`${of('anthropic.claude-opus-5-5')}\n\n${of('anthropic.claude-haiku-4-5')}`).explained).toHaveLength(2);
  });

  test('ids, counts and times of a request do not make another error; status, model and region do', () => {
    const of = (n: number, status: number, region: string): string =>
      `2026-11-21T10:00:0${n % 10}.000Z [ERROR] API Error: ${status} {"message":"The system is busy, ${n} waiting"} in ${region} req_0${n}aB try ${n} ` +
      `0a1b2c3d-0000-4000-8000-${String(n).padStart(12, '0')} trace ${n.toString(16).padStart(32, 'a')}`;
    const lines = Array.from({ length: 3000 }, (_, n) => of(n, n % 2 === 0 ? 429 : 503, n % 3 === 0 ? 'eu-west-1' : 'eu-west-2'));
    expect(explain(lines.join('\n')).explained.map(({ line, times }) => [line, times])).toEqual([
      [1, 500],
      [2, 1000],
      [3, 1000],
      [4, 500],
    ]);
  });

  test('lines of which nothing can be shown are counted without a second look', () => {
    const line = (n: number): string => `ValidationException: Invocation of model ID anthropic.claude-x-${n} with on-demand throughput isn't supported.`;
    const many = Array.from({ length: 60_000 }, (_, n) => line(n));
    const { explained, more } = explain(many.join('\n'));
    expect([explained.length, more]).toEqual([100, 59_900]);
  });

  test('more than a hundred different ones are counted, not kept', () => {
    const many = Array.from(
      { length: 150 },
      (_, n) => `ValidationException: Invocation of model ID anthropic.claude-x-${n} with on-demand throughput isn't supported.`,
    );
    const { explained, more } = explain(many.join('\n\n'));
    expect([explained.length, more]).toEqual([100, 50]);
  });
});

describe('a text that nobody knows', () => {
  test('shows what comes near', () => {
    const { explained, unknown } = explain('FrobnicationException: the use cases of this account were not submitted for the model, fill the details out');
    expect(explained).toEqual([]);
    expect(unknown).toMatchObject([{ line: 1, near: [{ id: 'form' }, { id: 'form' }] }]);
  });

  test('nothing comes near to nothing', () => {
    expect(explain('qwertz uiop')).toEqual({ explained: [], unknown: [{ line: 1, times: 1, words: 'qwertz uiop', own: false, near: [] }], more: 0 });
    expect(explain('\n \n')).toEqual({ explained: [], unknown: [], more: 0 });
  });
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const canary = fc.string({ unit: fc.constantFrom(...letters), minLength: 30, maxLength: 30 }).map((text) => `Qx7${text}9zW`);

/** Where a secret may stand in what people paste. */
const slots: readonly ((secret: string) => string)[] = [
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `authorization: AWS4-HMAC-SHA256 Credential=${secret}/20261121/eu-west-1/bedrock/aws4_request, SignedHeaders=host, Signature=${secret}`,
  (secret) => `AWS_SECRET_ACCESS_KEY=${secret}`,
  (secret) => `export AWS_SESSION_TOKEN="${secret}"`,
  (secret) => `AWS_BEARER_TOKEN_BEDROCK=${secret}`,
  (secret) => `bedrock-api-key-${secret}`,
  (secret) => `ABSK${secret}`,
  (secret) => JSON.stringify({ Credentials: { SecretAccessKey: secret, SessionToken: secret } }),
  (secret) => JSON.stringify(JSON.stringify({ SecretAccessKey: secret })),
  (secret) => `{"accessToken":"${secret}","refreshToken": "${secret}","clientSecret":"${secret}"}`,
  (secret) => `aws_secret_access_key = ${secret}`,
  (secret) => `https://bedrock.amazonaws.com/?X-Amz-Security-Token=${secret}&X-Amz-Signature=${secret}`,
  (secret) => `HTTPS_PROXY=http://ana:${secret}@proxy.example:3128`,
  (secret) => `x-api-key: ${secret}`,
  (secret) => `Cookie: session=${secret}; other=1`,
  (secret) => `ANTHROPIC_API_KEY='${secret}'`,
  (secret) => `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
  (secret) => `<SecretAccessKey>${secret}</SecretAccessKey>`,
  (secret) => `--api-key ${secret}`,
  (secret) => `mysql -p${secret} failed`,
  (secret) => `/usr/bin/mysqldump -u root -p'${secret} ${secret}' db`,
  (secret) => `mariadb -h db.example -uroot -p${secret}`,
  (secret) => `psql -p${secret}`,
  (secret) => `curl -s -u ana:${secret} https://x.example`,
  (secret) => `curl -uana:${secret} -U "bob:${secret}" https://x.example`,
  (secret) => `curl --user 'ana:${secret} ${secret}' --proxy-user=bob:${secret} https://x.example`,
  (secret) => `eyJhbGciOiJI.${secret}.${secret}`,
];

test.each([
  ['mysql -pGeheim99 failed: ECONNREFUSED', 'mysql -p[secret] failed: ECONNREFUSED'],
  ['curl -u ana:pw failed: ECONNREFUSED', 'curl -u ana:[secret] failed: ECONNREFUSED'],
  ['mysql -p shop failed: ECONNREFUSED', 'mysql -p shop failed: ECONNREFUSED'],
])('a password glued to its option is hidden: %s', (text, words) => expect(explain(text).explained).toMatchObject([{ words }]));

test('no secret comes back, wherever it stands beside an error', () => {
  const errors = answers.map(([, status, , words]) => `API Error: ${status} ${words}`);
  fc.assert(
    fc.property(
      canary,
      fc.constantFrom(...slots),
      fc.constantFrom(...errors, 'FooException: who knows', ''),
      fc.constantFrom(' ', '\n', '\n\n', ', '),
      fc.boolean(),
      (secret, slot, error, between, first) => {
        const text = first ? `${slot(secret)}${between}${error}` : `${error}${between}${slot(secret)}`;
        expect(JSON.stringify(explain(text))).not.toContain(secret);
      },
    ),
    { numRuns: 600 },
  );
});

const parts = fc.oneof(
  fc.constantFrom(
    ...answers.map(([, , , words]) => words),
    'API Error: 4',
    '{"message":"',
    '\\"',
    '\n',
    '<Code>',
    'arn:aws:iam::',
    ' is not authorized to perform: a:b on resource: ',
  ),
  fc.string(),
);

test('whatever comes in, nothing is thrown, and every error has a gate that says something', () => {
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (texts) => {
      for (const { gates, words } of explain(texts.join('')).explained) {
        expect(gates.length).toBeGreaterThan(0);
        expect(words.length).toBeLessThanOrEqual(301);
        for (const { what, who, remedy } of gates) expect([what, who, ...remedy].every((text) => /\S/.test(text))).toBe(true);
      }
    }),
  );
});
