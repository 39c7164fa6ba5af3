import { defaultDeployment } from '../core/config.ts';
import { shellCommand } from '../core/model/shell-command.ts';
import type { Where } from './connect.ts';

/** A command as a person can paste it, with what says which deployment is meant. */
export function typedCommand(command: string, { deployment, table, region, profile, local }: Where): string {
  const flags = [
    ...(deployment === defaultDeployment ? [] : ['--deployment', deployment]),
    ...(table === undefined ? [] : ['--table', table]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(local ? ['--local'] : []),
  ];
  return ['headroom', command, ...(flags.length === 0 ? [] : [shellCommand(...flags)])].join(' ');
}
