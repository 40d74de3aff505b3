// Bundles src into dist: one small entry, and everything that a launch does not need in lazy chunks.
import { chmod, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const outdir = process.argv[2] ?? 'dist';
await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: { bin: 'src/bin.ts' },
  outdir,
  bundle: true,
  splitting: true,
  // The SDK's ES modules: smaller chunks, and named exports that a dynamic import can see.
  mainFields: ['module', 'main'],
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { LODE_VERSION: JSON.stringify(JSON.parse(await (await import('node:fs/promises')).readFile('package.json', 'utf8')).version) },
  banner: {
    // Some bundled packages are CommonJS and ask for `require` of Node's own modules.
    js: "import{createRequire as __lodeRequire}from'node:module';const require=__lodeRequire(import.meta.url);",
  },
  chunkNames: 'chunks/[name]-[hash]',
});
await chmod(`${outdir}/bin.js`, 0o755);
