type Schema = Readonly<Record<string, unknown>>;

/** Where a value does not follow a JSON Schema, of which only the words that the report's schema uses are known; any other throws. */
export function schemaMistakes(root: Schema, value: unknown, schema: Schema = root, path = '$'): readonly string[] {
  return Object.entries(schema).flatMap(([word, wanted]) => {
    const rule = rules[word];
    if (rule === undefined) throw new Error(`this reader does not know ${word}`);
    return rule({ root, value, wanted, schema, path });
  });
}

interface Place {
  readonly root: Schema;
  readonly value: unknown;
  readonly wanted: unknown;
  readonly schema: Schema;
  readonly path: string;
}
type Rule = (place: Place) => readonly string[];

const nothing: Rule = () => [];
const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
const unless = (good: boolean, path: string, what: string): readonly string[] => (good ? [] : [`${path}: ${what}`]);

function typeOf(value: unknown): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}

const rules: Readonly<Record<string, Rule>> = {
  $schema: nothing,
  $defs: nothing,
  title: nothing,
  description: nothing,
  $ref: ({ root, value, wanted, path }) => {
    const target = String(wanted)
      .split('/')
      .slice(1)
      .reduce<unknown>((at, name) => (at as Schema)[name], root);
    return schemaMistakes(root, value, target as Schema, path);
  },
  const: ({ value, wanted, path }) => unless(value === wanted, path, `not ${JSON.stringify(wanted)}`),
  enum: ({ value, wanted, path }) => unless((wanted as readonly unknown[]).includes(value), path, `none of ${JSON.stringify(wanted)}`),
  type: ({ value, wanted, path }) =>
    unless(
      typeOf(value).some((type) => [wanted].flat().includes(type)),
      path,
      `no ${JSON.stringify(wanted)}`,
    ),
  pattern: ({ value, wanted, path }) =>
    unless(typeof value !== 'string' || new RegExp(String(wanted)).test(value), path, `${String(value)} is not ${String(wanted)}`),
  minimum: ({ value, wanted, path }) => unless(typeof value !== 'number' || value >= Number(wanted), path, 'too small'),
  required: ({ value, wanted, path }) =>
    isObject(value) ? (wanted as readonly string[]).flatMap((name) => unless(Object.hasOwn(value, name), path, `has no ${name}`)) : [],
  properties: ({ root, value, wanted, path }) =>
    isObject(value)
      ? Object.entries(wanted as Record<string, Schema>).flatMap(([name, inner]) =>
          Object.hasOwn(value, name) ? schemaMistakes(root, value[name], inner, `${path}.${name}`) : [],
        )
      : [],
  additionalProperties: ({ root, value, wanted, schema, path }) => {
    const known = Object.keys((schema['properties'] ?? {}) as Schema);
    const others = isObject(value) ? Object.entries(value).filter(([name]) => !known.includes(name)) : [];
    return others.flatMap(([name, inner]) => (wanted === false ? [`${path}: has ${name}`] : schemaMistakes(root, inner, wanted as Schema, `${path}.${name}`)));
  },
  items: ({ root, value, wanted, path }) =>
    Array.isArray(value) ? value.flatMap((inner, index) => schemaMistakes(root, inner, wanted as Schema, `${path}[${index}]`)) : [],
  oneOf: ({ root, value, wanted, path }) => {
    const fits = (wanted as readonly Schema[]).filter((one) => schemaMistakes(root, value, one, path).length === 0);
    return unless(fits.length === 1, path, `fits ${fits.length} of the shapes: ${JSON.stringify(value)}`);
  },
};
