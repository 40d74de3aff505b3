import { cannotWrite, lineByLine } from './change.ts';

/**
 * For `.env` readers such as `node --env-file`. The format has quotes but no escapes, so a value is put in quotes that it does not hold;
 * single ones first, because many readers expand `$` and `\n` in the others. A removed variable can only be a remark.
 */
export const dotenv = lineByLine(
  (name, value) => `${name}=${quote(name, value)}`,
  (name) => `# ${name} is removed`,
);

function quote(name: string, value: string): string {
  if (value.includes('\r')) return cannotWrite(name, 'a .env file', 'a carriage return');
  if (!value.includes("'")) return `'${value}'`;
  if (!/["\\$]/.test(value)) return `"${value}"`;
  if (!/[`\\$]/.test(value)) return `\`${value}\``;
  return cannotWrite(name, 'a .env file', 'too many kinds of quotes');
}
