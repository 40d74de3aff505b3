import type { Command } from 'commander';
import type { ExplainSource } from '../commands/explain.ts';
import { fail } from '../errors.ts';
import type { CommandPlace } from './command-place.ts';

interface ExplainOptions {
  readonly file?: string;
  readonly last?: boolean;
  readonly json?: boolean;
}

/** Declares `lode explain`. */
export function addExplain(program: Command, { words, system, done }: CommandPlace): void {
  program
    .command('explain [text...]')
    .description('what an error means: the gate, who opens it, and how')
    .option('--file <path>', 'read it from a file, such as a debug log of Claude Code')
    .option('--last', "read Claude Code's newest debug log")
    .option('--json', 'as data')
    .addHelpText('after', '\nWithout a text, or with -, it is read from stdin.\n\nExample:\n  lode explain "API Error: 403 …"')
    .action(async (text: readonly string[], options: ExplainOptions) => {
      const source = sourceOf(text, options);
      const { explainCommand } = await import('../commands/explain.ts');
      done(await explainCommand(system, { source, json: options.json === true || words.mode.json }));
    });
}

function sourceOf(text: readonly string[], { file, last }: ExplainOptions): ExplainSource | undefined {
  const given: readonly ExplainSource[] = [
    ...(file === undefined ? [] : [file === '-' ? ({ kind: 'input' } as const) : ({ kind: 'file', path: file } as const)]),
    ...(last === true ? [{ kind: 'last' } as const] : []),
    ...(text.length === 0 ? [] : [text.join(' ') === '-' ? ({ kind: 'input' } as const) : ({ kind: 'words', text: text.join(' ') } as const)]),
  ];
  if (given.length < 2) return given[0];
  return fail({
    code: 'usage.explain-several',
    exit: 'usage',
    message: 'Only one text at a time is explained: words, --file or --last.',
    hints: ['See: lode explain --help'],
  });
}
