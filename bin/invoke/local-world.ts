import { note, type Session } from '../../cli/session.ts';
import { startLocalAws } from '../../local/local-aws.ts';
import { loopback } from '../../local/loopback.ts';
import { isAlive, readState } from '../../local/state-file.ts';
import { deployEverything } from './deploy-everything.ts';
import { root } from './functions.ts';

/** A local AWS in which a function can be run. */
export interface LocalWorld {
  readonly environment: Readonly<Record<string, string>>;
  /** Ends what was started for this; what ran before runs on. */
  end(): Promise<void>;
}

/**
 * The local AWS that `surroundings` points at, or that already runs, or one that is started with the example that has something
 * of everything.
 */
export async function localWorld(session: Session, surroundings: NodeJS.ProcessEnv): Promise<LocalWorld> {
  if (pointsAtLocalAws(surroundings)) return { environment: ofAws(surroundings), end: async () => {} };
  const running = readState(root);
  if (running?.emulators.every(isAlive)) return { environment: running.environment, end: async () => {} };
  note(session, 'starting a local AWS, which ends with this');
  const aws = await startLocalAws({ root, onProgress: (message) => note(session, `  ${message}`) });
  try {
    session.signal.throwIfAborted();
    await deployEverything(session, aws);
    return { environment: aws.environment, end: () => aws.stop() };
  } catch (error) {
    await aws.stop();
    throw error;
  }
}

/** As a shell is after `eval "$(npm run -s local -- start)"`. */
function pointsAtLocalAws({ AWS_ENDPOINT_URL = '', CDK_DEFAULT_ACCOUNT }: NodeJS.ProcessEnv): boolean {
  return (
    CDK_DEFAULT_ACCOUNT === '000000000000' &&
    URL.canParse(AWS_ENDPOINT_URL) &&
    new URL(AWS_ENDPOINT_URL).hostname === loopback
  );
}

function ofAws(environment: NodeJS.ProcessEnv): Record<string, string> {
  const named = Object.entries(environment).filter(([name]) => name.startsWith('AWS_'));
  return Object.fromEntries(named.map(([name, value]) => [name, value ?? '']));
}
