import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * When a process started, as an opaque text, or null if none such runs.
 * Pids are used again: the same pid with the same start is the same process.
 */
export function processStart(pid: number): string | null {
  return existsSync('/proc/self/stat') ? startByProc(pid) : startByPs(pid);
}

function startByProc(pid: number): string | null {
  try {
    // The second field is the command's name in brackets and may itself hold spaces and brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state, start] = [fields[0], fields[19]];
    return state === 'Z' || start === undefined ? null : start;
  } catch {
    return null;
  }
}

function startByPs(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
}

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
