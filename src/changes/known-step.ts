import { isObject, type JsonObject } from '../settings/value-type.ts';
import type { UndoStep } from './step.ts';

/** Whether something that was read from a record is a step with all that taking it back needs. Pure. */
export function isKnownStep(step: unknown): step is UndoStep {
  if (!isObject(step)) return false;
  const check = typeof step['kind'] === 'string' && Object.hasOwn(checks, step['kind']) ? checks[step['kind']] : undefined;
  return check?.(step) === true;
}

type Check = (step: JsonObject) => boolean;

const has =
  (type: 'string' | 'number' | 'boolean', ...keys: readonly string[]): Check =>
  (step) =>
    keys.every((key) => typeof step[key] === type);
const mayBe = (value: unknown, fits: (value: unknown) => boolean): boolean => value === undefined || fits(value);
const isListOf = (value: unknown, fits: Check): boolean => Array.isArray(value) && value.every((one) => isObject(one) && fits(one));
const isText = (value: unknown): boolean => typeof value === 'string';

const isPart: Check = (part) => has('number', 'at', 'came')(part) && has('string', 'gone')(part) && mayBe(part['inserted'], isText);
const isKey: Check = ({ path, after, made }) =>
  Array.isArray(path) && path.every(isText) && mayBe(after, isText) && mayBe(made, (value) => typeof value === 'number');

const checks: Readonly<Record<string, Check>> = {
  text: (step) => has('string', 'path', 'gone', 'after')(step) && has('number', 'at', 'came')(step) && has('boolean', 'existed')(step),
  edit: (step) =>
    has('string', 'path', 'after')(step) &&
    mayBe(step['before'], isText) &&
    mayBe(step['parts'], (parts) => isListOf(parts, isPart)) &&
    mayBe(step['keys'], (keys) => isListOf(keys, isKey)),
  mode: (step) => has('string', 'path')(step) && has('number', 'before', 'after')(step),
  removed: (step) => has('string', 'path', 'text')(step) && has('number', 'mode')(step),
  folder: has('string', 'path'),
  final: has('string', 'what'),
};
