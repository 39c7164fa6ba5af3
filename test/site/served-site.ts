import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { root } from '../cli/run-headroom.ts';

const html = join(root, '.local', 'site', 'html');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** The site on a free port of this machine. */
export interface ServedSite {
  /** Without a slash at its end. */
  readonly url: string;
  /** Every page: its address within the site, and its HTML. */
  readonly pages: ReadonlyMap<string, string>;
  stop(): void;
}

/** Serves the site, which `build-site.ts` has built before any test. */
export async function servedSite(): Promise<ServedSite> {
  const server = await served();
  const pages = globSync('**/*.html', { cwd: html }).map(
    (file) => [`/${file}`, readFileSync(join(html, file), 'utf8')] as const,
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, pages: new Map(pages), stop: () => void server.close() };
}

function served(): Promise<Server> {
  const server = createServer(({ url = '/' }, answer) => {
    const file = fileOf(decodeURIComponent(new URL(url, 'http://site').pathname));
    if (file === null) return void answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** As hosts of static sites answer: a folder by its index. */
function fileOf(path: string): string | null {
  const candidates = [join(html, path), join(html, path, 'index.html')];
  return candidates.find((file) => file.startsWith(html) && existsSync(file) && statSync(file).isFile()) ?? null;
}
