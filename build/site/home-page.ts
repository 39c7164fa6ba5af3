import { posix } from 'node:path';
import type { Page } from './page.ts';

const folders: Readonly<Record<string, string>> = {
  start: 'Start',
  'how-to': 'Do one thing',
  migrate: 'Come from somewhere else',
  concepts: 'Understand it',
  operate: 'Live with it',
};

/** The first page: what Headroom is, and where what is written for people stands. */
export function homePage(pages: readonly Page[]): Page {
  const groups = Object.entries(folders).flatMap(([folder, title]) => groupOf(folder, title, pages));
  const text = ['# Headroom', ...about, ...groups, beside].join('\n\n');
  return { path: 'index.md', title: 'Headroom', order: 0, text: `${text}\n` };
}

const about = [
  'Headroom keeps every tier of a service on AWS at the capacity it is about to need, inside an SLO budget that you set, and says why.',
  'It is a set of Lambdas in your own account, woken by alarms and schedules. At first it only recommends: it changes nothing until you say so.',
];

const beside =
  '## Look something up\n\n- [Reference](./reference/index.md): every field of a config, every command, metric, alarm and event\n- [Runbooks](./runbooks/index.md): a page for each alarm\n- [Contributing](./contribute/contributing.md), and [how it is built](./contribute/architecture.md)';

function groupOf(folder: string, title: string, pages: readonly Page[]): string[] {
  const inside = pages.filter(({ path }) => posix.dirname(path) === folder);
  const ordered = inside.toSorted((a, b) =>
    a.order === b.order ? a.title.localeCompare(b.title) : a.order < b.order ? -1 : 1,
  );
  if (ordered.length === 0) return [];
  return [`## ${title}`, ordered.map((page) => `- [${page.title}](./${page.path})`).join('\n')];
}
