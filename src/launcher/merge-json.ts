export type JsonObject = Readonly<Record<string, unknown>>;

/** True for an object of JSON, which a list and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two documents as one, key by key, `theirs` on top. */
export function mergeJson(ours: JsonObject, theirs: JsonObject): JsonObject {
  const merged = new Map(Object.entries(ours));
  for (const [key, value] of Object.entries(theirs)) {
    const mine = merged.get(key);
    merged.set(key, isJsonObject(mine) && isJsonObject(value) ? mergeJson(mine, value) : value);
  }
  return Object.fromEntries(merged);
}
