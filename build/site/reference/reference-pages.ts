import { posix } from 'node:path';
import { configSchema } from '../documented/config-schema.ts';
import type { JsonSchema } from '../documented/json-schema.ts';
import { apiPages } from './api-pages.ts';
import { cataloguePages } from './catalogue-pages.ts';
import { commandPages } from './command-pages.ts';
import { configPages } from './config-pages.ts';
import { eventsPage } from './events-page.ts';
import type { MadePage } from './made-page.ts';
import { blocks } from './markdown.ts';

interface Reference {
  readonly schema: JsonSchema;
  readonly pages: readonly MadePage[];
}

/** Every page that the code itself tells. Call it before anything else loads a config: texts are read as configs load. */
export async function referencePages(root: string): Promise<Reference> {
  const schema = await configSchema(root);
  const { default: example } = await import('../../../examples/config-file/headroom.config.ts');
  const pages = [
    ...configPages(schema, [example]),
    ...(await commandPages(root)),
    ...(await cataloguePages(root)),
    await eventsPage(root),
    ...apiPages(root),
  ];
  return { schema, pages: [indexPage(pages), ...pages] };
}

const groups: Readonly<Record<string, string>> = {
  reference: 'Lists',
  'reference/config': 'The config file',
  'reference/commands': 'The command line',
  'reference/api': 'The API',
};

function indexPage(pages: readonly MadePage[]): MadePage {
  const told = Object.entries(groups).flatMap(([folder, title]) => {
    const inside = pages.filter(({ path }) => posix.dirname(path) === folder);
    return [`## ${title}`, inside.map(linkTo).join('\n')];
  });
  return {
    path: 'reference/index.md',
    text: blocks(
      '# Reference',
      'These pages are written from the code when the site is built: what exists has its place. The text of a field is the comment of its source.',
      ...told,
    ),
  };
}

function linkTo({ path, text }: MadePage): string {
  return `- [${/^# (.+)$/m.exec(text)?.[1]}](./${posix.relative('reference', path)})`;
}
