/** Kills a process and all that it started; false if there was nothing left to kill. */
export function killGroup(leaderPid: number): boolean {
  try {
    process.kill(-leaderPid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
