import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../../local/free-port.ts';

it('a free port is none that Linux would give to a connection', async () => {
  for (let n = 0; n < 50; n++) expect(await freePort()).toBeLessThan(32_768);
});

it('a wanted port that is taken is refused by its number', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await expect(freePort(port)).rejects.toThrow(`Port ${port} cannot be had`);
  await new Promise((resolve) => server.close(resolve));
});
