import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { loopback } from '../../local/loopback.ts';

/**
 * Hands what comes to a port in plain HTTP on to an API server over TLS. The local AWS has its functions leave TLS out towards
 * loopback, so that a deployed function would be reset by a server that speaks nothing else.
 */
export async function openPlainDoor(
  port: number,
  to: { readonly endpoint: string; readonly ca: string },
): Promise<Server> {
  const door = createServer((asked, answer) => {
    const { method, headers, url = '/' } = asked;
    const { host: _, ...others } = headers;
    const passed = request(new URL(url, to.endpoint), { method, headers: others, ca: to.ca }, (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  door.listen(port, loopback);
  await once(door, 'listening');
  return door;
}
