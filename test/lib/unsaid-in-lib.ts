import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where what people hand to Headroom is: the classes of every kind of target, CDN and shard. */
const kinds = ['scaling/targets', 'purging/cdns', 'sharding/shards'].map((room) => `lib/${room}/*/*.ts`);
/** What Headroom makes of each capability that people configure. */
const deployments = 'lib/*/*-deployment.ts';

/** What the door of the package, `lib/index.ts` and `lib/headroom.ts`, does not have yet; a sentence each that names the file to mend. */
export function unsaidInLib(root: string): readonly string[] {
  const told = [...classesIn(root, kinds), ...subjectClasses(root)];
  const [index, headroom] = ['lib/index.ts', 'lib/headroom.ts'].map((file) => readFileSync(join(root, file), 'utf8'));
  return [
    ...told.filter(lacking(index)).map(({ file, name }) => `lib/index.ts does not export ${name} of ${file}; add it`),
    ...classesIn(root, [deployments])
      .filter(lacking(headroom))
      .map(({ file, name }) => `lib/headroom.ts never makes ${name} of ${file}; add the method that does`),
  ];
}

interface Class {
  readonly file: string;
  readonly name: string;
}

const lacking =
  (text = '') =>
  ({ name }: Class) =>
    !new RegExp(`\\b${name}\\b`).test(text);

/** What `headroom.<method>()` answers with: the class that writes the config of a subject of its capability. */
function subjectClasses(root: string): readonly Class[] {
  const rooms = globSync(deployments, { cwd: root }).map((file) => file.split(/[/\\]/)[1]);
  const all = classesIn(
    root,
    rooms.map((room) => `lib/${room}/*.ts`),
  );
  return all.filter(({ file }) => readFileSync(join(root, file), 'utf8').includes('new ConfigItem('));
}

function classesIn(root: string, patterns: readonly string[]): readonly Class[] {
  const classes = globSync(patterns, { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name = '']) => ({
      file,
      name,
    })),
  );
  if (classes.length === 0) throw new Error(`there are no classes in ${patterns.join(', ')}`);
  return classes;
}
