#!/usr/bin/env node
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

declare const LODE_BUILD: string;

/** What `hot.ts` exports, wrapped as a CommonJS module that is also handed a way to load lazy parts. */
type HotModule = (module: { exports: Partial<Hot> }, require: NodeJS.Require, lodeImport: (path: string) => Promise<unknown>) => void;
interface Hot {
  run(beforeHandingOver: () => void): Promise<number>;
}

const folder = __dirname;
const hotFile = join(folder, 'hot.js');
const source = `(function(module,require,lodeImport){const exports=module.exports;${readFileSync(hotFile, 'utf8')}\n})`;
const cacheFolder = join(process.env['XDG_CACHE_HOME'] || join(process.env['HOME'] ?? folder, '.cache'), 'lode', 'code');
const cacheFile = join(cacheFolder, `${LODE_BUILD}-${process.versions.v8}-${process.arch}`);

/** V8's compiled code of the last start: it saves compiling anew at each one. V8 itself refuses a cache that does not fit. */
function readCodeCache(): Buffer | undefined {
  try {
    return readFileSync(cacheFile);
  } catch {
    return undefined;
  }
}

const cachedData = readCodeCache();
const script = new Script(source, { filename: hotFile, cachedData });
const module_: { exports: Partial<Hot> } = { exports: {} };
(script.runInThisContext() as HotModule)(module_, require, (path) => import(join(folder, path)));

let kept = cachedData !== undefined && script.cachedDataRejected === false;

/** Keeps the code compiled in this run, once per build and Node; a start must not fail because its cache cannot be written. */
function keepCodeCache(): void {
  if (kept) return;
  kept = true;
  try {
    mkdirSync(cacheFolder, { recursive: true, mode: 0o700 });
    const temporary = `${cacheFile}.${process.pid}`;
    writeFileSync(temporary, script.createCachedData(), { mode: 0o600 });
    renameSync(temporary, cacheFile);
  } catch {
    // The next start compiles again; nothing else is lost.
  }
}

/** Ends at once: what hangs on (a helper past its limit, an idle connection) must not keep a caller waiting. */
function end(code: number): void {
  process.exit(code);
}

void (module_.exports as Hot).run(keepCodeCache).then(end, (error: unknown) => {
  process.stderr.write(`error: lode failed in a way it should not: ${String(error)}\n`);
  end(70);
});
