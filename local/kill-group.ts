/** Kills a process and all that it started; false if there was nothing left to kill. */
export function killGroup(leaderPid: number): boolean {
  // To the system, minus 0 is our own group and minus 1 is everybody.
  if (!Number.isInteger(leaderPid) || leaderPid <= 1) return false;
  try {
    process.kill(-leaderPid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
