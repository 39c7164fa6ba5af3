import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { answerParent } from './answer-parent.ts';
import { Meter, readMeters } from './meter.ts';

/** What the process of the load is told: where to, and how many requests in each second. */
export interface LoadOrders {
  readonly url: string;
  readonly perSecond: readonly number[];
}

/** A visitor asks so often, once a second. */
const asksPerVisitor = 4;

/**
 * Visitors come by chance, whatever becomes of those before them, so that load does not wait for answers. (One connection at a
 * higher rate would send the requests of a whole second in one burst.) No more requests ever wait than there are visitors.
 */
const { url, perSecond } = JSON.parse(process.argv[2] ?? '{}') as LoadOrders;
const requests = new Meter();
const failures = new Meter();

function visit(): void {
  let answered = () => {};
  const options: autocannon.Options = {
    url,
    connections: 1,
    connectionRate: 1,
    amount: asksPerVisitor,
    // The first request is sent before anybody can listen to what the client emits.
    setupClient: (client) => {
      const emit = client.emit.bind(client);
      client.emit = (name: string, ...told: unknown[]) => {
        if (name === 'request') answered = requests.begin();
        return emit(name, ...told);
      };
    },
  };
  // What was measured is of no interest here.
  const visitor = autocannon(options, () => {});
  visitor.on('response', (_, status) => {
    answered();
    if (status !== 200) failures.begin()();
  });
}

async function visitors(count: number): Promise<void> {
  const moments = Array.from({ length: count }, () => Math.random() * 1000).sort((one, other) => one - other);
  let passed = 0;
  for (const moment of moments) {
    await sleep(moment - passed);
    passed = moment;
    visit();
  }
}

answerParent(0, () => readMeters({ requests, failures }));
let owed = 0;
for (const wanted of perSecond) {
  const second = sleep(1000);
  owed += wanted / asksPerVisitor;
  const due = Math.floor(owed);
  owed -= due;
  await visitors(due);
  await second;
}
