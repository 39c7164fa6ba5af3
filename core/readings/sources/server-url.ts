import * as z from 'zod/mini';

/** What a deploy fills in: it is not known before. */
const filledIn = /^\$\{Token\[/;
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** The address of an HTTP server: no user, no query, no fragment. A path may follow, as behind a proxy. */
export const serverUrl = () =>
  z.string().check(
    z.refine((text) => filledIn.test(text) || isServer(text), {
      error: 'not the address of a server, such as https://prometheus.example.com; secrets belong in auth',
    }),
  );

function isServer(text: string): boolean {
  const url = parsed(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return [url.username, url.password, url.search, url.hash].every((part) => part === '');
}

/** Whether what is sent there can be read on the way. */
export function isOpen(text: string): boolean {
  const url = parsed(text);
  return url?.protocol === 'http:' && !loopback.includes(url.hostname);
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
