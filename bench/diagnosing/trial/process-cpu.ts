import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/** Seconds of processor time that the children of a process have taken so far, by its id; those that have ended are left out. */
export function cpuOfChildren(parent: number): ReadonlyMap<string, number> {
  const of = new Map<string, number>();
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = statOf(id);
    if (stat === null || stat.parent !== parent) continue;
    of.set(id, stat.ticks / ticksPerSecond);
  }
  return of;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; what stands before the last bracket may hold anything. */
function statOf(id: string): { readonly parent: number; readonly ticks: number } | null {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}
