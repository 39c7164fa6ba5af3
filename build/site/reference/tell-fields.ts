import { exampleOf } from './example-of.ts';
import type { Field } from './field.ts';
import { holds } from './holds.ts';
import { codeOf } from './markdown.ts';

const deepest = 4;

/** A heading for each field, with what it is, what it holds, what is taken where it is left out, and an example. */
export function tellFields(fields: readonly Field[], level: number): string[] {
  return fields.flatMap((field) => tellField(field, level));
}

function tellField(field: Field, level: number): string[] {
  const { path, schema, kinds, fields, home } = field;
  const heading = `${'#'.repeat(Math.min(level, deepest))} \`${path}\``;
  return [
    heading,
    schema.description ?? '',
    facts(field),
    ...(home === null ? [] : [`What is in it: [${home.says}](${home.link}).`]),
    ...kinds.flatMap((kind) => [
      `${'#'.repeat(Math.min(level + 1, deepest))} \`${path}\` of the kind \`${kind.name}\``,
      kind.schema.description ?? '',
      ...tellFields(kind.fields, level + 2),
    ]),
    ...tellFields(fields, level + 1),
  ];
}

/** On one line: what it holds, its default, an example. */
function facts(field: Field): string {
  const { path, schema, required } = field;
  const example = exampleOf(field);
  const usual = required ? 'has to be there' : `left out: ${leftOut(field)}`;
  const shown = example === undefined || isLong(example) ? [] : [`for example ${codeOf(example)}`];
  return `- holds ${holds(path, schema)}\n- ${[usual, ...shown].join('\n- ')}`;
}

function leftOut({ schema }: Field): string {
  if (schema.default === undefined || schema.default === null) return schema.default === null ? '`null`' : 'nothing';
  return isLong(schema.default) ? 'what its fields say' : codeOf(schema.default);
}

const isLong = (value: unknown) => JSON.stringify(value).length > 160;
