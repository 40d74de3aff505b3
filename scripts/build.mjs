// Bundles src into dist: bin.js (a loader), start.js (a launch that was decided before) and decide.js (one that was not), each one CommonJS file because Node
// loads that fastest, and lazy/ (ES modules with the SDK in chunks of their own, loaded when something of them is needed).
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const outdir = process.argv[2] ?? 'dist';
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { LODE_VERSION: JSON.stringify(version), LODE_BUILD: JSON.stringify(`${version}-${Date.now().toString(36)}`) },
  // The SDK's ES modules: smaller chunks, and named exports that a dynamic import can see.
  mainFields: ['module', 'main'],
};

/** Lazy entry name → what it is. Filled while the other parts are built. */
const lazy = new Map();

// A script that is run from a code cache cannot use `import()` itself (Node 20), so the loader hands one in as `lodeImport`.
const dynamicImport = /(?<!typeof )\bimport\((['"])([^'"]+)\1\)/g;
const lazyImports = {
  name: 'lazy-imports',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(dynamicImport, (_, quote, target) => {
        const name = lazyName(path, target);
        return `lodeImport(${quote}./lazy/${name}.js${quote})`;
      });
      return { contents, loader: 'ts' };
    });
  },
};

function lazyName(importer, target) {
  const file = target.startsWith('.') ? resolve(dirname(importer), target) : target;
  const name = (target.startsWith('.') ? relative('src', file) : target).replace(/\.ts$/, '').replaceAll(/[^\w-]+/g, '-');
  lazy.set(name, file);
  return name;
}

await rm(outdir, { recursive: true, force: true });
await build({ ...common, entryPoints: { bin: 'src/bin.ts' }, outdir, format: 'cjs' });
await build({ ...common, entryPoints: { start: 'src/start.ts', decide: 'src/decide.ts' }, outdir, format: 'cjs', plugins: [lazyImports] });
await build({
  ...common,
  entryPoints: Object.fromEntries(lazy),
  outdir: `${outdir}/lazy`,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  // Some bundled packages are CommonJS and ask for `require` of Node's own modules.
  banner: { js: "import{createRequire as __lodeRequire}from'node:module';const require=__lodeRequire(import.meta.url);" },
});
await mkdir(`${outdir}/lazy`, { recursive: true });
await writeFile(`${outdir}/package.json`, '{"type":"commonjs"}\n');
await writeFile(`${outdir}/lazy/package.json`, '{"type":"module"}\n');
await chmod(`${outdir}/bin.js`, 0o755);
