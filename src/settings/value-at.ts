import { isObject } from './value-type.ts';

/** The value at a path of keys in parsed settings; undefined where there is none. Pure. */
export function valueAt(content: unknown, path: readonly string[]): unknown {
  return path.reduce((inside: unknown, key) => (isObject(inside) && Object.hasOwn(inside, key) ? inside[key] : undefined), content);
}
