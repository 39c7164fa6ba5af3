import { PassThrough, Writable } from 'node:stream';
import { everyCommand, program } from '../../../cli/program.ts';
import { nobody } from '../../docs/wrong-command.ts';

/** How one command line has ended. */
export interface Ended {
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** So many at once; each waits for answers most of the time. */
const together = 24;

/** A process of its own, since the SDK takes its endpoint from the environment: runs the lines that it is given, and tells how each ended. */
process.once('message', async (lines: readonly (readonly string[])[]) => {
  // Loading takes so long that calls would time out meanwhile.
  await everyCommand(nobody);
  const left = [...lines];
  await Promise.all(Array.from({ length: together }, () => runSome(left)));
  process.disconnect();
});

async function runSome(left: (readonly string[])[]): Promise<void> {
  for (let args = left.shift(); args !== undefined; args = left.shift()) process.send?.(await run(args));
}

async function run(args: readonly string[]): Promise<Ended> {
  const heard = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(part, _encoding, done) {
        heard[name] += part;
        done();
      },
    });
  const cwd = process.cwd();
  const session = {
    ...nobody,
    cwd,
    input: new PassThrough().end(),
    out: into('out'),
    err: into('err'),
    nowMs: Date.now,
  };
  return { args, exitCode: await program(args, session), ...heard };
}
