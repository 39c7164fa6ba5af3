import * as z from 'zod/mini';

/** A JSON Schema, as far as configs need it. */
export interface JsonSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What a schema takes, in JSON's own terms. What only our parser can tell, it tells: this is for editors and pages. */
export function jsonSchemaOf(schema: z.ZodMiniType): JsonSchema {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline', override });
  const { $schema: _, ...rest } = made as Record<string, unknown>;
  return rest as JsonSchema;
}

interface Made {
  readonly zodSchema: z.core.$ZodTypes;
  readonly jsonSchema: { pattern?: unknown; allOf?: unknown; additionalProperties?: unknown };
}

/** A pattern of JSON Schema has no flags, so one that heeds no case would refuse what we take. */
function override({ zodSchema, jsonSchema }: Made): void {
  const { patterns } = zodSchema._zod.bag as { readonly patterns?: ReadonlySet<RegExp> };
  if (patterns === undefined || [...patterns].every(({ flags }) => flags === '')) return;
  delete jsonSchema.pattern;
  delete jsonSchema.allOf;
}
