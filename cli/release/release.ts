import { Command } from 'commander';
import type { Session } from '../session.ts';
import { moveRelease } from './move-release.ts';
import { releaseStatus } from './release-status.ts';

/** `headroom release`: which release serves, and moving it back and forward. */
export function release(session: Session): Command {
  return new Command('release')
    .description('which release of Headroom serves; move it back to one before, and forward again')
    .addCommand(releaseStatus(session))
    .addCommand(moveRelease(session, 'back'))
    .addCommand(moveRelease(session, 'forward'));
}
