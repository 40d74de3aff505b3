import { basename } from 'node:path';

/** Names the work that changes a source's cached credentials, so that one process does it at a time. Pure. */
export function sourceFlightName(cachePath: string): string {
  return `source-${basename(cachePath, '.json')}`;
}
