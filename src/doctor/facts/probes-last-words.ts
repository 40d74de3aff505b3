import type { Secret } from '../../secret.ts';
import type { Captured } from '../../system/system.ts';

const mostLines = 6;
const mostLetters = 600;

/** The last lines of a command's output for people: no colours, no secrets of this session, not too much. Pure. */
export function lastWords({ stdout, stderr }: Pick<Captured, 'stdout' | 'stderr'>, secrets: readonly (Secret | undefined)[]): string {
  const plain = `${stderr}\n${stdout}`
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/\u001B\[[0-9;?]*[A-Za-z]|\u001B\][^\u0007]*\u0007|[\u0000-\u0008\u000B-\u001F]/g, '');
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  return withoutSecrets(lines.slice(-mostLines).join('\n'), secrets).slice(-mostLetters);
}

function withoutSecrets(text: string, secrets: readonly (Secret | undefined)[]): string {
  const texts = secrets.flatMap((secret) => (secret === undefined || secret.reveal() === '' ? [] : [secret.reveal()]));
  return texts.reduce((words, each) => words.replaceAll(each, '[secret]'), text);
}
