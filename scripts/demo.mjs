// `npm run demo`: from a fresh clone to the real Claude Code answering one prompt inside the sandbox. `npm run demo:aws` does the
// same against your own AWS account; words after `--` are lode's flags, e.g. `npm run demo:aws -- --aws-profile work`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { root, setUp } from './set-up.mjs';

const lode = join(root, 'dist', 'bin.js');
const prompt = 'Reply with one word to this: ping';
const say = (text) => process.stdout.write(`${text}\n`);

/** Runs lode with its output shown; returns its exit code. */
function runLode(words, env = process.env) {
  return spawnSync(process.execPath, [lode, ...words], { stdio: 'inherit', env }).status ?? 1;
}

/** The environment with a Claude Code on PATH: the machine's own, else a pinned one fetched from npm. */
async function withClaude() {
  const found = spawnSync('claude', ['--version'], { encoding: 'utf8' });
  if (found.status === 0) return process.env;
  const { install } = await import('./assistants.mjs');
  return { ...process.env, PATH: [dirname(await install('claude')), process.env.PATH].join(delimiter) };
}

/** The two steps shown: what a launch would do, and the launch. */
function show(flags, env) {
  say('1. The plan: lode --dry-run claude\n');
  const planned = runLode([...flags, '--dry-run', 'claude', '-p', prompt], env);
  if (planned !== 0) return planned;
  say(`\n2. The launch: lode claude -p "${prompt}"\n`);
  return runLode([...flags, 'claude', '-p', prompt], env);
}

function showRequests(log) {
  say('\n3. What the sandbox saw\n');
  for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
    const { service, operation, region, model, arn, status } = JSON.parse(line);
    say(
      `   ${String(status).padEnd(4)} ${`${service} ${operation}`.padEnd(46)} ${(region ?? '').padEnd(10)} ${arn ?? ''}${model ? `\n        model ${model}` : ''}`,
    );
  }
}

async function demo() {
  setUp();
  const env = { ...(await withClaude()), CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' };
  const folder = mkdtempSync(join(tmpdir(), 'lode-demo-'));
  try {
    const log = join(folder, 'requests.jsonl');
    const inside = ['sandbox', '--log', log, '--', process.execPath, fileURLToPath(import.meta.url), '--inside'];
    const code = runLode(inside, env);
    if (code === 0) showRequests(log);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function real(flags) {
  setUp();
  return show(flags, await withClaude());
}

const [mode, ...flags] = process.argv.slice(2);
process.exitCode = mode === '--inside' ? show([], process.env) : mode === '--real' ? await real(flags) : await demo();
