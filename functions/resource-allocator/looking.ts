import type { PlannedLook, Roster } from '../../core/looking/plan.ts';
import type { Entries } from '../../core/looking/settle.ts';
import type { Told } from '../../core/looking/sink.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import type { ScalingWorld } from '../../core/scaling/ports.ts';
import type { ScalingOver } from '../../core/scaling/report.ts';
import { isDueEachHour } from '../../core/scaling/rivals.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import type { Looking } from '../looks.ts';

/** What one invocation has to work with. */
interface Parts {
  readonly roster: Roster;
  readonly spine: Spine;
  /** Readers batch what is asked of them in one tick, so each chunk of looks has its own. */
  world(): ScalingWorld;
  hasTime(): boolean;
  /** Somebody tells that load has been shifted between zones. */
  readonly onShift?: () => void;
}

/** Looks that run at once: their reads fill AWS's batches (500 metric queries, 100 groups, 10 services) and fit in memory. */
const chunkSize = 500;

/**
 * When looks ask who else scales their targets: by hand always, so that whoever has suspended a policy need not wait; else
 * with the first full look of an hour, so that all ask together, and where it was never asked.
 */
function rivalTimes(roster: Roster) {
  let isFullLook = false;
  const claimFullLook: Roster['claimFullLook'] = async (nowMs) => {
    isFullLook = await roster.claimFullLook(nowMs);
    return isFullLook;
  };
  const asksForRivals =
    (byHand: boolean): NonNullable<ScalingWorld['asksForRivals']> =>
    (askedAtMs, atMs) =>
      byHand || askedAtMs === null || (isFullLook && isDueEachHour(askedAtMs, atMs));
  return { roster: { ...roster, claimFullLook }, asksForRivals };
}

/** One invocation of scaling. */
export function scalingLooking({
  world,
  onShift,
  ...parts
}: Parts): Looking<ScalingEntry, ScalingOver, Entries<ScalingEntry>> {
  const { roster, asksForRivals } = rivalTimes(parts.roster);
  return {
    ...parts,
    roster,
    mendsItself: false,
    chunkSize,
    look: () => {
      // Loaded with the first look: a tick at which nothing is due reads none of it.
      const capability = import('../../core/scaling/scaling.ts').then(({ scaling }) => {
        const [shared, byTime, byHand] = [world(), asksForRivals(false), asksForRivals(true)];
        return {
          asked: scaling({ ...shared, asksForRivals: byHand }),
          timed: scaling({ ...shared, asksForRivals: byTime }),
        };
      });
      let told = false;
      return async (look, spine) => {
        if (!told && isAboutZones(look)) onShift?.();
        told ||= isAboutZones(look);
        const { subject, signal } = look;
        const { asked, timed } = await capability;
        const isByHand = signal.kind === 'manual' && signal.subject !== null;
        return run(isByHand ? asked : timed, subject, signal, spine);
      };
    },
    close: async ({ plan: { isFullLook }, entries, answer }) => {
      return { whole: { isFullLook }, told: await newsOf(entries), answer };
    },
  };
}

/** Whether any of the messages that wait for a look tells of a shift. */
function isAboutZones({ awaitedBy }: Pick<PlannedLook, 'awaitedBy'>): boolean {
  return awaitedBy.some(({ said: { signal } }) => signal.kind === 'manual' && signal.about === 'zones');
}

/** Those whom the looks concern beside their own scalables; few have any, and only those load the code that tells it. */
async function newsOf(entries: readonly ScalingEntry[]): Promise<readonly Told[]> {
  if (entries.every(({ decision }) => decision?.passes === undefined)) return [];
  const { tierNews } = await import('../../core/scaling/tiers/tier-news.ts');
  return entries.flatMap(tierNews);
}
