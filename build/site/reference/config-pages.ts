import type { JsonSchema } from '../documented/json-schema.ts';
import { fieldsOf, isByName, kindName, partAt } from './field.ts';
import { homesBeside } from './homes.ts';
import type { MadePage } from './made-page.ts';
import { blocks } from './markdown.ts';
import { tellFields } from './tell-fields.ts';

const titles: Readonly<Record<string, string>> = {
  scalables: 'Scalables: what is scaled',
  balances: 'Balances: who gets which share',
  purges: 'Purges: what leaves a CDN',
  keyspaces: 'Keyspaces: what lies on which shard',
  services: 'Services: what is watched',
  databases: 'Databases: which indexes pay',
  objectives: 'Objectives: what is promised',
  caches: 'Caches: what is kept, and what is taken out',
};

/** A config that says everything, as far as there is one. */
type Examples = readonly object[];

/** Every field of a config file, on a page for each section, and for what stands in several of them. */
export function configPages(schema: JsonSchema, examples: Examples): MadePage[] {
  const sections = Object.entries(schema.properties ?? {}).filter(([, one]) => isByName(one));
  return [
    settingsPage(schema, examples),
    ...sections.map(([name]) => sectionPage(name, schema, examples)),
    readingsPage(schema, examples),
    kindsPage('targets', 'scalables.*.target', schema, examples),
    kindsPage('policies', 'scalables.*.policies[]', schema, examples),
  ];
}

function settingsPage(schema: JsonSchema, examples: Examples): MadePage {
  const properties = Object.entries(schema.properties ?? {});
  const sections = properties.filter(([, one]) => isByName(one));
  const settings = { ...schema, properties: Object.fromEntries(properties.filter(([, one]) => !isByName(one))) };
  return {
    path: 'reference/config/index.md',
    text: blocks(
      '# The config file',
      'A `headroom.config.ts` holds what Headroom scales, balances, purges, shards, watches and caches. The command line and `cdk deploy` read the same file, and the constructs of a CDK app take the same fields.',
      anExample,
      'A config in JSON may name its schema. An editor then completes fields and shows their texts:',
      '```json\n{ "$schema": "./node_modules/headroom-aws/dist/core/headroom.schema.json", "scalables": {} }\n```',
      'Check a file with `npx headroom-aws validate`. It names the field, the value and the fix.',
      '## Sections',
      sections.map(([name, { description }]) => `- [\`${name}\`](./${name}.md): ${description}`).join('\n'),
      '## Settings of the deployment',
      ...tellFields(fieldsOf({ schema: settings, examples }, homesBeside()), 3),
    ),
  };
}

const anExample = `\`\`\`ts
import { defineConfig } from 'headroom-aws/config';

export default defineConfig({
  scalables: {
    'checkout/web': {
      target: { kind: 'auto-scaling-group', autoScalingGroupName: 'checkout-web' },
      bounds: { min: 2, max: 24 },
      policies: [{ kind: 'schedule', timeZone: 'Europe/Berlin', windows: [{ from: '08:00', to: '20:00', floor: 6 }] }],
    },
  },
});
\`\`\``;

function sectionPage(name: string, whole: JsonSchema, examples: Examples): MadePage {
  const part = partAt(whole, examples, `${name}.*`);
  return {
    path: `reference/config/${name}.md`,
    text: blocks(
      `# ${titles[name] ?? name}`,
      part.schema.description ?? '',
      `Each stands under \`${name}\` in a [config file](./index.md), by a name of your own.`,
      '## Fields',
      ...tellFields(fieldsOf(part, homesBeside()), 3),
    ),
  };
}

/** What a reading holds, and then each kind of source that a part of it may be. */
function readingsPage(whole: JsonSchema, examples: Examples): MadePage {
  const at = 'scalables.*.readings.*';
  const fields = fieldsOf(partAt(whole, examples, at), homesBeside('readings'));
  return {
    path: 'reference/config/readings.md',
    text: blocks(
      '# Readings and their sources',
      'A reading is a number over time. Policies look at readings, and services are read by them.',
      '## Fields of a reading',
      ...tellFields(fields, 3),
      ...tellKinds(partAt(whole, examples, `${at}.parts[]`), 'parts[].', 'sources'),
    ),
  };
}

const kindsTexts = {
  targets: [
    '# Targets: what a capacity is of',
    'What `target` of a scalable may be. [What can be scaled](/reference/targets.md) tells what a unit of each is, and what it was tried against.',
  ],
  policies: [
    '# Policies: what proposes a capacity',
    'What `policies` of a scalable may hold. Each proposes a capacity, or says why it is silent. The highest proposal wins; then [guards](../guards.md) limit it.',
  ],
} as const;

function kindsPage(name: keyof typeof kindsTexts, at: string, whole: JsonSchema, examples: Examples): MadePage {
  const under = `${at.split('.').at(-1)}.`;
  const kinds = tellKinds(partAt(whole, examples, at), under, name);
  return { path: `reference/config/${name}.md`, text: blocks(...kindsTexts[name], ...kinds) };
}

/** A section for each kind, under the name that a config calls it by. */
function tellKinds(
  { schema, examples }: ReturnType<typeof partAt>,
  under: string,
  own: 'sources' | keyof typeof kindsTexts,
): string[] {
  return (schema.oneOf ?? []).flatMap((kind) => {
    const name = kindName(kind);
    const ours = examples.filter((one) => (one as { readonly kind?: unknown }).kind === name);
    const fields = fieldsOf({ schema: kind, examples: ours, under }, homesBeside(own));
    const told = fields.length === 0 ? ['It has no fields of its own.'] : tellFields(fields, 3);
    return [`## \`${name}\``, kind.description ?? '', ...told];
  });
}
