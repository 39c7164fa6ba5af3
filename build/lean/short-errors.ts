interface ErrorClass {
  readonly name: string;
  /** What stands before its name in its shape id; null where it has none. */
  readonly shapes: string | null;
  readonly fault: string;
  readonly fields: readonly string[];
}

/**
 * Says the error classes of an SDK client in a line each: they differ by a name, a fault and the fields of the answer, and
 * are published as 15 lines each (10 kB of DynamoDB's client at every init). A class of another shape stays as it is.
 */
export function shortErrors(text: string): string {
  return `${text.replaceAll(/^export class \w+ extends __BaseException \{\n.*?^\}\n/gms, shortError)}${errorClass}`;
}

function shortError(published: string): string {
  const error = read(published);
  if (error === null || asPublished(error) !== published) return published;
  const { name, shapes, fault, fields } = error;
  return `export const ${name} = /* @__PURE__ */ errorClass(${JSON.stringify([name, fault, shapes, ...fields]).slice(1, -1)});\n`;
}

function read(published: string): ErrorClass | null {
  const name = /^export class (\w+)/.exec(published)?.[1];
  const fault = /\$fault = "(\w+)"/.exec(published)?.[1];
  if (name === undefined || fault === undefined) return null;
  const shapes = /static shapeId = "([^"#]+)#/.exec(published)?.[1] ?? null;
  const fields = [...published.matchAll(/this\.(\w+) = opts\.\1;/g)].map((match) => match[1] ?? '');
  return { name, shapes, fault, fields };
}

/** What the SDK's code generator writes for such a class. */
function asPublished({ name, shapes, fault, fields }: ErrorClass): string {
  const lines = [
    `export class ${name} extends __BaseException {`,
    ...(shapes === null ? [] : [`    static shapeId = "${shapes}#${name}";`]),
    `    name = "${name}";`,
    `    $fault = "${fault}";`,
    ...fields.map((field) => `    ${field};`),
    '    constructor(opts) {',
    '        super({',
    `            name: "${name}",`,
    `            $fault: "${fault}",`,
    '            ...opts,',
    '        });',
    `        Object.setPrototypeOf(this, ${name}.prototype);`,
    ...fields.map((field) => `        this.${field} = opts.${field};`),
    '    }',
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** A function declaration, since it is called above where it stands. */
const errorClass = `
function errorClass(name, $fault, shapes, ...fields) {
  const Class = { [name]: class extends __BaseException {
    constructor(opts) {
      super({ name, $fault, ...opts });
      Object.setPrototypeOf(this, Class.prototype);
      Object.assign(this, { name, $fault });
      for (const field of fields) this[field] = opts[field];
    }
  } }[name];
  if (shapes) Class.shapeId = shapes + '#' + name;
  return Class;
}
`;
