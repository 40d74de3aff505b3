#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { Loader, start } from './start.ts';

declare const LODE_BUILD: string;

/** A part of lode, wrapped as a CommonJS module that is also handed a way to load lazy parts. */
type Part = (module: { exports: unknown }, require: NodeJS.Require, lodeImport: (path: string) => Promise<unknown>) => void;

const cacheFolder = join(process.env['XDG_CACHE_HOME'] || join(process.env['HOME'] ?? __dirname, '.cache'), 'lode', 'code');
/** Parts whose compiled code is not kept yet: what to run once there is nothing left to compile. */
const toKeep: (() => void)[] = [];

/** Runs a part with V8's compiled code of an earlier start, which saves compiling anew; V8 itself refuses code that does not fit. */
function load(name: string): unknown {
  const file = join(__dirname, `${name}.js`);
  const cacheFile = join(cacheFolder, `${LODE_BUILD}-${process.versions.v8}-${process.arch}-${name}`);
  const cachedData = readIfThere(cacheFile);
  const source = `(function(module,require,lodeImport){const exports=module.exports;${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(source, { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) toKeep.push(() => keep(cacheFile, script));
  const loaded = { exports: {} };
  (script.runInThisContext() as Part)(loaded, require, (path) => import(pathToFileURL(join(__dirname, path)).href));
  return loaded.exports;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Once per build and Node; a start must not fail because its cache cannot be written. Other builds' code goes. */
function keep(cacheFile: string, script: Script): void {
  try {
    mkdirSync(cacheFolder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(cacheFolder)) if (!name.startsWith(`${LODE_BUILD}-`)) rmSync(join(cacheFolder, name), { force: true });
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

const loader: Loader = {
  decide: () => load('decide') as ReturnType<Loader['decide']>,
  beforeHandingOver() {
    for (const each of toKeep.splice(0)) each();
  },
};

void (load('start') as { start: typeof start }).start(loader).then(end, (error: unknown) => {
  process.stderr.write(`error: lode failed in a way it should not: ${String(error)}\n`);
  end(70);
});
