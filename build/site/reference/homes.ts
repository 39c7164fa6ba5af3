import type { JsonSchema } from '../documented/json-schema.ts';
import { type Home, kindName } from './field.ts';

function hasKinds({ oneOf = [] }: JsonSchema, ...kinds: readonly string[]): boolean {
  const names = oneOf.map(kindName);
  return kinds.every((kind) => names.includes(kind));
}

/** What stands in several places of a config, or is long, is told once, on a page of its own. */
const homes = {
  readings: {
    is: ({ properties = {} }) => 'parts' in properties && 'combine' in properties,
    link: './readings.md',
    says: 'readings',
  },
  sources: { is: (schema) => hasKinds(schema, 'cloudwatch'), link: './readings.md', says: 'sources of readings' },
  targets: {
    is: (schema) => hasKinds(schema, 'auto-scaling-group', 'custom-lambda'),
    link: './targets.md',
    says: 'targets',
  },
  policies: { is: (schema) => hasKinds(schema, 'target-tracking'), link: './policies.md', says: 'policies' },
} satisfies Readonly<Record<string, Home>>;

/** The others, for the page that is one of them. */
export function homesBeside(...own: readonly (keyof typeof homes)[]): Home[] {
  return Object.entries(homes).flatMap(([name, home]) => (own.some((one) => one === name) ? [] : [home]));
}
