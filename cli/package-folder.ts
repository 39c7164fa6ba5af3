import { existsSync } from 'node:fs';

/** The folder of this package, as a URL that ends in a slash: the nearest one above with a package.json, from source or built. */
export function packageFolder(): URL {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const parent = new URL('../', folder);
    if (parent.href === folder.href)
      throw new Error('no package.json above the command line; install the package again');
    folder = parent;
  }
  return folder;
}
