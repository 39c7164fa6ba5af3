import { join } from 'node:path';

/** Where the site is made, in a checkout. */
export function siteFolders(root: string, site = join(root, '.local', 'site')) {
  return {
    pages: join(site, 'pages'),
    html: join(site, 'html'),
    cache: join(site, 'cache'),
    sidebar: join(site, 'sidebar.json'),
  };
}
