import type { Shifted, Zones } from '../../../core/scaling/ports.ts';
import type { Shift } from '../../../core/scaling/shift.ts';
import { type GetPage, type ManagedResource, managedResources } from './managed-resources.ts';

/** What is read is good for this long: an event, or the end that a shift tells, asks anew before. */
const freshMs = 3_600_000;
/** Where it cannot be read it is tried again after this long. */
const retryMs = 300_000;

interface ZonesWorld {
  readonly getPage: GetPage;
  readonly onTrouble: (error: unknown) => void;
}

/** What is known of an account's shifts, kept for the life of a process. */
export interface ShiftReader extends Zones {
  /** Somebody tells that something has been shifted: what is known is old. */
  forget(): void;
}

interface Known {
  readonly atMs: number;
  readonly resources: readonly ManagedResource[];
}

/**
 * Zonal shifts, read for all targets in one call: once an hour, once an event, and at the end that a shift tells. What
 * another process has read later stands in the memory of the scalable, and counts.
 */
export function shiftReader(world: ZonesWorld): ShiftReader {
  const reading = new Reading(world);
  return {
    forget: () => reading.forget(),
    async shift(shifted, before, atMs) {
      const known = await reading.at(atMs);
      if (known === null || (before !== null && before.readAtMs > known.atMs)) return before;
      return shiftOf(shifted, known.resources, known.atMs);
    },
  };
}

/** The newest answer, asked for anew when it is old. */
class Reading {
  private readonly world: ZonesWorld;
  private newest: Promise<Known | null> | null = null;
  private untilMs = 0;

  constructor(world: ZonesWorld) {
    this.world = world;
  }

  forget(): void {
    this.newest = null;
  }

  /** Null where it cannot be read. */
  at(atMs: number): Promise<Known | null> {
    if (this.newest === null || atMs >= this.untilMs) {
      this.untilMs = atMs + freshMs;
      this.newest = this.read(atMs);
    }
    return this.newest;
  }

  private async read(atMs: number): Promise<Known | null> {
    try {
      const resources = await managedResources(this.world.getPage);
      const ends = resources.flatMap(({ untilMs }) => (untilMs === null || untilMs <= atMs ? [] : [untilMs]));
      this.untilMs = Math.min(this.untilMs, ...ends);
      return { atMs, resources };
    } catch (error) {
      this.untilMs = atMs + retryMs;
      this.world.onTrouble(error);
      return null;
    }
  }
}

function shiftOf({ target, shiftedBy }: Shifted, resources: readonly ManagedResource[], readAtMs: number): Shift {
  const isItself = shiftedBy === 'itself';
  const ending =
    isItself && 'autoScalingGroupName' in target ? `autoScalingGroupName/${target.autoScalingGroupName}` : null;
  const found = resources.find(({ arn }) => (ending === null ? arn === shiftedBy : arn.endsWith(`:${ending}`)));
  const { zones = [], away = [], untilMs = null } = found ?? {};
  return { zones: away, of: zones.length, spreads: !isItself, readAtMs, untilMs };
}
