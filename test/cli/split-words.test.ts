import { describe, expect, test } from 'vitest';
import { splitWords, type SplitWords } from '../../src/cli/split-words.ts';
import { LodeError } from '../../src/errors.ts';

const nothing: SplitWords = {
  flags: {},
  environment: undefined,
  mode: { verbose: false, quiet: false, json: false, dryRun: false },
  help: false,
  version: false,
  command: undefined,
  rest: [],
  argv: [],
};

describe("lode's flags end at the first other word", () => {
  test.each<[readonly string[], Partial<SplitWords>]>([
    [[], {}],
    [['claude'], { command: 'claude' }],
    [['claude', '--help', '--', '--region', 'x'], { command: 'claude', rest: ['--help', '--', '--region', 'x'] }],
    [['--', 'claude', '--dry-run'], { command: 'claude', rest: ['--dry-run'] }],
    [['--'], {}],
    [['--region', 'eu-west-1', 'claude'], { flags: { region: 'eu-west-1' }, command: 'claude' }],
    [['--region=eu-west-1', 'claude'], { flags: { region: 'eu-west-1' }, command: 'claude' }],
    [['--region=', 'claude'], { flags: { region: '' }, command: 'claude' }],
    [['--models={"a":"b=c"}'], { flags: { models: '{"a":"b=c"}' } }],
    [['--region', 'a', '--region', 'b'], { flags: { region: 'b' } }],
    [['--aws-profile', '--odd', 'claude'], { flags: { awsProfile: '--odd' }, command: 'claude' }],
    [['-e', 'work', 'claude'], { environment: 'work', command: 'claude' }],
    [['--environment=work'], { environment: 'work' }],
    [['--dry-run', '--json', '--verbose', '--quiet'], { mode: { verbose: true, quiet: true, json: true, dryRun: true } }],
    [['-h'], { help: true }],
    [['--help', 'claude'], { help: true, command: 'claude' }],
    [['-V'], { version: true }],
    [['-'], { command: '-' }],
    [['', 'x'], { command: '', rest: ['x'] }],
  ])('%j', (argv, expected) => {
    expect(splitWords(argv)).toEqual({ ...nothing, ...expected, argv });
  });
});

describe('refused', () => {
  test.each<[readonly string[], string, string]>([
    [['--regoin', 'x'], 'lode does not know the flag --regoin.', 'Did you mean: --region?'],
    [['--aws_profile=x'], 'lode does not know the flag --aws_profile.', 'Did you mean: --aws-profile?'],
    [
      ['-p', 'hello'],
      'lode does not know the flag -p.',
      "lode's flags stand before the assistant's name, the assistant's own words after it: lode --region eu-west-1 claude -p hello",
    ],
    [['-e=work'], 'lode does not know the flag -e=work.', 'Write it with a space: -e work'],
    [['--region'], '--region needs a value.', 'See all flags: lode --help'],
    [['-e'], '-e needs a value.', 'See all flags: lode --help'],
    [['--verbose=yes'], '--verbose takes no value.', 'Write: --verbose'],
    [['--help=claude'], '--help takes no value.', 'Write: --help'],
  ])('%j', (argv, message, hint) => {
    const failure = (): unknown => {
      try {
        return splitWords(argv);
      } catch (error) {
        return error instanceof LodeError ? error.failure : error;
      }
    };
    expect(failure()).toMatchObject({ exit: 'usage', message, hints: expect.arrayContaining([hint]) as string[] });
  });
});
