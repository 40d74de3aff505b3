import type { System } from '../../system/system.ts';
import { parseLogin } from './login-text.ts';
import type { LoginToken } from './login-token.ts';

/** More than any such file holds; what is larger is none. */
const maxBytes = 256 * 1024;

/** What `aws login` left at `path`; undefined when there is nothing, or it is no such file. */
export function readLogin({ files }: Pick<System, 'files'>, path: string): LoginToken | undefined {
  const read = files.readText(path, maxBytes);
  return read.kind === 'text' ? parseLogin(read.text) : undefined;
}
