import { readdirSync, readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../../support/fake-system.ts';

/** A machine in memory with lode's own templates, Node and lode at these paths. */
export function machineWithTemplates(machine: FakeMachine = {}): FakeSystem {
  const isWindows = machine.platform === 'win32';
  const { join, dirname } = isWindows ? win32 : posix;
  const programPath = machine.programPath ?? (isWindows ? 'C:\\npm\\lode\\dist\\bin.js' : '/usr/lib/node_modules/lode/dist/bin.js');
  const nodePath = machine.nodePath ?? (isWindows ? 'C:\\Program Files\\nodejs\\node.exe' : '/usr/bin/node');
  const folder = join(dirname(dirname(programPath)), 'templates', 'timer');
  const templates = readdirSync('templates/timer').map((name) => [join(folder, name), readFileSync(`templates/timer/${name}`, 'utf8')]);
  return fakeSystem({ ...machine, programPath, nodePath, files: { ...Object.fromEntries(templates), [programPath]: '', [nodePath]: '', ...machine.files } });
}
