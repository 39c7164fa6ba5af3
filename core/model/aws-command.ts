import { shellCommand } from './shell-command.ts';

/** A command of the AWS CLI for people to paste, each word quoted where a shell would read it otherwise. */
export function awsCommand(region: string | null, ...words: readonly string[]): string {
  return shellCommand('aws', ...words, ...(region === null ? [] : ['--region', region]));
}
