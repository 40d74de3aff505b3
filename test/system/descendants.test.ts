import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { killTree } from '../../src/system/kill-tree.ts';
import { descendants } from '../../src/system/process-facts.ts';

test('a chain of forty shells is found to its end, the lowest first, and ended', async () => {
  const script = 'n=$1; if [ "$n" -gt 0 ]; then sh -c "$2" sh $((n - 1)) "$2"; else echo deep; sleep 60; fi; :';
  const child = spawn('sh', ['-c', script, 'sh', '40', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const found = descendants(child.pid ?? 0);
  expect(found.length).toBeGreaterThanOrEqual(40);
  expect(found.at(-1)).toBeGreaterThan(child.pid ?? 0);
  const ended = once(child, 'exit');
  killTree(child.pid ?? 0);
  await ended;
  const alive = found.filter((pid) => {
    try {
      process.kill(pid, 0);
      return descendants(process.pid).includes(pid);
    } catch {
      return false;
    }
  });
  expect(alive).toEqual([]);
});
