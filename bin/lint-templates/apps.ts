import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A CDK app of this checkout, and what it is given. */
export interface ExampleApp {
  /** What its templates are filed under. */
  readonly name: string;
  /** What a test calls it: the file that one would look at. */
  readonly file: string;
  /** The program that Node runs. */
  readonly program: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Every app of this checkout: that of its own config file, each example, and that of each config file among the examples. */
export function exampleApps(root: string): readonly ExampleApp[] {
  const found = (pattern: string) => globSync(pattern, { cwd: root }).sort();
  const own = { name: 'headroom.config', file: 'bin/app.ts', program: 'bin/app.ts', context: {} };
  const apps = found('examples/*/app.ts').map((file) => ({ name: named(file), file, program: file, context: {} }));
  const configs = found('examples/*/headroom.config.ts').map((file) => {
    return { name: named(file), file, program: 'bin/app.ts', context: { config: file } };
  });
  return [own, ...apps, ...configs].map((app) => ({ ...app, program: join(root, app.program) }));
}

function named(file: string): string {
  return basename(dirname(file));
}
