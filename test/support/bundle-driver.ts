import { build } from 'esbuild';
import { join } from 'node:path';

/** Bundles a small TypeScript program of the tests, so that it runs on every Node the way lode itself does; returns its path. */
export async function bundleDriver(entry: string, folder: string): Promise<string> {
  await build({
    entryPoints: { driver: entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    minify: true,
    logLevel: 'warning',
    // As the build of lode does: named exports that a dynamic import can see.
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);" },
  });
  return join(folder, 'driver.mjs');
}
