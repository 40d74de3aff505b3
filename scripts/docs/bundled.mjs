// The checker and the recorder are TypeScript that shares the sandbox with lode; Node 20 runs no TypeScript, so they are bundled first.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../set-up.mjs';

/** Bundles a program of this folder, into node_modules so that it finds its packages there, and loads it. */
export async function bundled(name) {
  const outfile = join(root, 'node_modules', '.cache', 'lode-docs', `${name}-${process.pid}.mjs`);
  const entryPoints = [join(root, 'scripts', 'docs', `${name}.ts`)];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20.17', packages: 'external', logLevel: 'warning' });
  const { rmSync } = await import('node:fs');
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
