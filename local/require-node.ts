import { LocalAwsError } from './local-aws-error.ts';

const lambdaMajor = 24;

/** The emulator runs functions on the Node that we run on, so it has to be the one that Lambda runs. */
export function requireNode(version: string = process.version): void {
  if (version.startsWith(`v${lambdaMajor}.`)) return;
  throw new LocalAwsError(
    'node',
    `The local AWS runs functions on the Node that starts it, and Lambda runs Node ${lambdaMajor}; this is ${version}. ` +
      'Start it by an npm script: those run on the Node that `npm ci` installed here.',
  );
}
