import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What people hand to Headroom: the classes of every kind of target, CDN and shard. */
const kinds = ['scaling/targets', 'purging/cdns', 'sharding/shards'].map((room) => `lib/${room}/*/*.ts`);

/** Which of those `lib/index.ts` does not export, each in a sentence that names the file to mend. */
export function unexportedClasses(root: string): readonly string[] {
  const index = readFileSync(join(root, 'lib/index.ts'), 'utf8');
  const classes = globSync(kinds, { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name]) => ({ file, name })),
  );
  if (classes.length === 0) throw new Error(`there are no classes in ${kinds.join(', ')}`);
  return classes
    .filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(index))
    .map(({ file, name }) => `lib/index.ts does not export ${name} of ${file}; add it`);
}
