/** Run by `local-aws.test.ts` as a process of its own: it starts a local AWS and then ends in the way that it is told. */
import { startLocalAws } from '../../local/local-aws.ts';
import { deployFunction } from './deploy-function.ts';

const how = process.argv[2];
const root = new URL('../..', import.meta.url).pathname;
const aws = await startLocalAws({ root });
const shown = await deployFunction(aws, 'shows-pid', 'export const handler = async () => process.pid;', []);
const worker = await shown.invoke({});
console.log(JSON.stringify([worker, ...aws.emulators.flatMap((emulator) => [emulator.pid, emulator.keeperPid])]));
if (how === 'fails') throw new Error('as told');
if (how !== 'ends by itself') setInterval(() => {}, 1000);
