import { type Exported, exportsOf } from './exported.ts';
import type { MadePage } from './made-page.ts';
import { blocks } from './markdown.ts';
import { tellDeclaration } from './tell-declaration.ts';

interface Door {
  readonly file: string;
  readonly from: string;
  readonly title: string;
  readonly means: string;
}

/** Other doors than that of CDK apps, which has a page for each of its rooms. */
const doors: Readonly<Record<string, Door>> = {
  config: {
    file: 'core/config.ts',
    from: 'headroom-aws/config',
    title: 'Config files',
    means: 'What a `headroom.config.ts` imports. It loads no CDK.',
  },
  shards: {
    file: 'clients/shards.ts',
    from: 'headroom-aws/shards',
    title: 'Shards, for applications',
    means: 'What an application imports to find the shard of a key.',
  },
  cache: {
    file: 'clients/cache.ts',
    from: 'headroom-aws/cache',
    title: 'Caches, for applications',
    means: 'What an application imports to read through a cache.',
  },
  replicas: {
    file: 'clients/replicas.ts',
    from: 'headroom-aws/replicas',
    title: 'Replicas, for applications',
    means: 'What an application imports to read from replicas what it has just written.',
  },
};

/** A page for each door of the package, and for each room of that of CDK apps. */
export function apiPages(root: string): MadePage[] {
  const ofApps = exportsOf(root, 'lib/index.ts');
  const rooms = [...new Set(ofApps.map(({ file }) => roomOf(file)))].sort();
  const pages = rooms.map((room) => {
    const inside = ofApps.filter(({ file }) => roomOf(file) === room);
    return pageOf(
      `constructs-${room}`,
      { title: `Constructs: ${room}`, from: 'headroom-aws', means: `What a CDK app imports for ${room}.` },
      inside,
    );
  });
  const others = Object.entries(doors).map(([name, door]) => pageOf(name, door, exportsOf(root, door.file)));
  return [indexPage([...pages, ...others]), ...pages, ...others];
}

function roomOf(file: string): string {
  const [, room = ''] = file.split('/');
  return room.endsWith('.ts') ? 'deployment' : room;
}

function indexPage(pages: readonly MadePage[]): MadePage {
  const rows = pages.map(({ path, text }) => `- [${/^# (.+)$/m.exec(text)?.[1]}](./${path.split('/').at(-1)})`);
  return {
    path: 'reference/api/index.md',
    text: blocks(
      '# API',
      'What the package hands out, with the comments of its source. `headroom-aws` is for CDK apps; the other doors are for config files and for applications.',
      "```ts\nimport { AutoScalingGroupTarget, Headroom } from 'headroom-aws';\n\nconst deployment = new Headroom(this, 'Shop');\n```",
      rows.join('\n'),
    ),
  };
}

function pageOf(name: string, { title, from, means }: Omit<Door, 'file'>, all: readonly Exported[]): MadePage {
  const ordered = all.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  return {
    path: `reference/api/${name}.md`,
    text: blocks(`# ${title}`, means, `\`import { ... } from '${from}'\``, ...ordered.flatMap(tellDeclaration)),
  };
}

/** What one makes or calls comes before what these take. */
function rank({ declaration }: Exported): number {
  if (declaration.type === 'ClassDeclaration') return 0;
  return declaration.type.startsWith('TS') ? 2 : 1;
}
