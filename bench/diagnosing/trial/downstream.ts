import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerParent } from './answer-parent.ts';
import { Meter, readMeters } from './meter.ts';
import { Permits } from './permits.ts';
import type { Settings } from './settings.ts';

/** A service behind the service: so many workers, each busy with a request for a fixed time. */
const { workers, heldMs } = JSON.parse(process.argv[2] ?? '{}') as Settings['downstream'];
const permits = new Permits(workers);
const busy = new Meter();

const server = createServer(async (_, response) => {
  await permits.take();
  const end = busy.begin();
  await sleep(heldMs);
  end();
  permits.giveBack();
  response.end('done');
});
server.listen(0, '127.0.0.1', () =>
  answerParent((server.address() as AddressInfo).port, () => readMeters({ workers: busy })),
);
