import { InvalidInput } from '../core/model/errors.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A text of a custom resource's properties. Throws `InvalidInput` where it is none. */
export function textProperty(properties: Properties, field: string): string {
  const value = properties[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidInput(field, 'is not text; give the custom resource this property as text');
}

/**
 * A property that is a JSON object, as text: CloudFormation turns every number and boolean of a property into text, so
 * an object given as it is would arrive changed. Throws `InvalidInput` where it is none.
 */
export function jsonProperty(properties: Properties, field: string): Record<string, unknown> {
  const text = textProperty(properties, field);
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidInput(field, 'is not a JSON object; give it as JSON text (stack.toJsonString)');
}

/** A property that is a list of texts; none where it is left out. Throws `InvalidInput` where it is something else. */
export function namesProperty(properties: Properties, field: string): readonly string[] {
  const value = properties[field] ?? [];
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw new InvalidInput(
    field,
    'is not a list of texts; give the custom resource this property as one, or leave it out',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
