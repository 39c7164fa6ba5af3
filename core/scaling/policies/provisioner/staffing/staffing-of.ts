import type { UnitCapacity } from './unit-capacity.ts';
import { Waiting } from './waiting.ts';

const made = new Map<string, Waiting>();
const mostMade = 64;

/** The staffing table of a unit's capacity. Tables are made once and kept: the same capacity always gives the same answers. */
export function staffingOf(capacity: UnitCapacity): Waiting {
  const { serversPerUnit, serviceSeconds, waitSeconds, needTail } = capacity;
  const key = `${serversPerUnit} ${serviceSeconds} ${waitSeconds} ${needTail}`;
  const found = made.get(key);
  if (found !== undefined) return found;
  if (made.size >= mostMade) made.clear();
  const staffing = new Waiting(capacity);
  made.set(key, staffing);
  return staffing;
}
