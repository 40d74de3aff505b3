import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readProgramHeader } from '../../src/system/program-header.ts';

const own = readFileSync(process.execPath).subarray(0, 4096);
const isLinux = process.platform === 'linux';

test.each<[string, string | null]>([
  ['#!/bin/sh\n', '/bin/sh'],
  ['#! /usr/bin/env -S node --x\n', '/usr/bin/env'],
  ['#!\t/bin/sh', '/bin/sh'],
  ['#!/bin/sh\r\n', '/bin/sh\r'],
  ['#!\n/bin/sh', null],
  ['echo\n', null],
  ['', null],
])('%j asks for %j', (text, interpreter) => {
  const header = readProgramHeader(Buffer.from(text));
  expect(header.kind === 'program' ? header.interpreter : null).toBe(interpreter);
});

test.runIf(isLinux)('the running node is a program of this system', () => {
  expect(readProgramHeader(own)).toMatchObject({ kind: 'program', certain: true });
});

test.runIf(isLinux)('a program for another processor is told apart', () => {
  const foreign = Buffer.from(own);
  foreign.writeUInt16LE(8, 18);
  expect(readProgramHeader(foreign)).toEqual({ kind: 'other-processor' });
});

test.runIf(isLinux)('a cut or lying header is read without a crash', () => {
  for (let length = 0; length < 128; length += 1) expect(readProgramHeader(own.subarray(0, length)).kind).toMatch(/program|unknown/);
  const lying = Buffer.from(own);
  lying.writeBigUInt64LE(2n ** 63n, 32);
  expect(readProgramHeader(lying)).toMatchObject({ kind: 'program', interpreter: undefined });
  lying.set(own);
  lying.fill(0xff, 52, 64);
  expect(readProgramHeader(lying).kind).toBe('program');
});
