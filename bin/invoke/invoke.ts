import { rememberingCalls } from '../../cli/aws/failed-call.ts';
import { CommandError } from '../../cli/command-error.ts';
import { clientSettings } from '../../cli/connect.ts';
import { ask, isTerminal, note, type Session } from '../../cli/session.ts';
import { tellError } from '../../cli/tell-error.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { type DeployedFunction, deployedFunction } from './deployed-function.ts';
import { functionNames } from './functions.ts';
import { localWorld } from './local-world.ts';
import { type InvokeArguments, readArguments } from './read-arguments.ts';
import { readEvent } from './read-event.ts';
import { readFor } from './read-for.ts';
import { runInProcess } from './run-in-process.ts';
import { usage } from './usage.ts';

const misuse = 2;
/** While a debugger stops the function, its time goes on. */
const debuggingSeconds = 3600;

/** Runs one command line and answers its exit code: 0 answered, 1 thrown or refused, 2 wrong use, 130 Ctrl-C. */
export async function invoke(args: readonly string[], session: Session): Promise<number> {
  const wanted = understand(args, session);
  if (typeof wanted === 'number') return wanted;
  try {
    const answer = await run(wanted, session);
    session.out.write(`${JSON.stringify(answer, null, 2)}\n`);
    return 0;
  } catch (error) {
    return tellError(error, session, wanted.debug);
  }
}

function understand(args: readonly string[], session: Session): InvokeArguments | number {
  try {
    const read = readArguments(args);
    if (read !== null) return read;
    session.out.write(`${usage()}\n`);
    return 0;
  } catch (error) {
    note(session, `${(error as Error).message}\n\n${usage()}`);
    return misuse;
  }
}

/** The message is read, and refused, before anything is started or asked. */
async function run(wanted: InvokeArguments, session: Session): Promise<unknown> {
  const { name } = wanted;
  if (!functionNames().includes(name))
    throw new CommandError(`there is no function "${name}"; there are ${functionNames().join(', ')}`);
  const event = await readEvent(session, name, wanted.event);
  const isHarmless = await readFor(name, event);
  return wanted.local ? runLocally(wanted, event, session) : runInEarnest(wanted, event, isHarmless, session);
}

async function runLocally(wanted: InvokeArguments, event: unknown, session: Session): Promise<unknown> {
  const world = await localWorld(session, process.env);
  try {
    const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = world.environment;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const deployed = await deployedFunction({ endpoint, region, credentials, logger: rememberingCalls }, wanted);
    return await runAs(deployed, { wanted, event, session, environment: onlyLocal(world.environment) });
  } finally {
    await world.end();
  }
}

async function runInEarnest(
  wanted: InvokeArguments,
  event: unknown,
  isHarmless: boolean,
  session: Session,
): Promise<unknown> {
  const { deployment, region, profile } = wanted;
  const deployed = await deployedFunction(await clientSettings({ region, profile }), wanted);
  note(
    session,
    `account ${deployed.account}, Region ${deployed.region}, deployment "${deployment}": runs ${wanted.name} with the settings of ${deployed.functionName} and your credentials`,
  );
  if (!isHarmless && !wanted.yes) await mayAct(session);
  const environment = {
    ...process.env,
    AWS_REGION: deployed.region,
    ...(profile !== undefined && { AWS_PROFILE: profile }),
  };
  return runAs(deployed, { wanted, event, session, environment });
}

/** Throws `CommandError` where the person does not want it, or is not there to say so. */
async function mayAct(session: Session): Promise<void> {
  const may = 'the message is not a dry run, so the function may change something';
  if (!isTerminal(session.input)) throw new CommandError(`${may}; add "dryRun": true to it, or give --yes`);
  if (!(await ask(session, `${may}. Go on?`))) throw new CommandError('nothing was run');
}

interface Running {
  readonly wanted: InvokeArguments;
  readonly event: unknown;
  readonly session: Session;
  readonly environment: NodeJS.ProcessEnv;
}

function runAs(deployed: DeployedFunction, { wanted, event, session, environment }: Running): Promise<unknown> {
  const { functionName, arn, memoryMebibytes, variables } = deployed;
  const timeoutSeconds = wanted.inspect ? debuggingSeconds : deployed.timeoutSeconds;
  // Options for Node name files of Lambda's own image.
  const own = Object.entries(variables).filter(([variable]) => !variable.startsWith('NODE_'));
  return runInProcess(
    { name: wanted.name, event, functionName, arn, memoryMebibytes, timeoutSeconds },
    { environment: { ...environment, ...Object.fromEntries(own) }, inspect: wanted.inspect, signal: session.signal },
  );
}
