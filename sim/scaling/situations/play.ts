import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { run } from '../../../core/pipeline.ts';
import type { Point, Series } from '../../../core/readings/series.ts';
import { nameOfPart } from '../../../core/readings/source-kinds.ts';
import { parseScalable } from '../../../core/scaling/config/parse-scalable.ts';
import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { ScalingWorld } from '../../../core/scaling/ports.ts';
import { scaling } from '../../../core/scaling/scaling.ts';
import { withChoice } from '../../../core/scaling/with-choice.ts';
import { targetPercent } from './peers.ts';
import { minuteMs, Situated } from './situated.ts';
import type { Asked, MetricName, Scene, Situation } from './situation.ts';

const subject = 'checkout/web';
/** Noon, so that windows of a schedule can open and close. */
const startMs = Date.UTC(2026, 2, 4, 12);

/** How the product decides; another one is a broken product, which a situation is to find. */
export type Decide = ReturnType<typeof scaling>['decide'];

/**
 * Plays a situation under the whole spine, a look a minute: ledger, memory, observing, deciding and acting are the product's
 * own. Throws `InvalidInput` where the config is refused.
 */
export async function play(situation: Situation, scene: Scene, decide?: Decide): Promise<readonly Asked[]> {
  const situated = new Situated(situation);
  const capability = scaling(worldOf(situated, configsOf(scene)));
  const nowMs = () => situated.atMs(startMs);
  let ids = 0;
  const spine = { ledger: memoryLedger(), clock: { nowMs }, newId: () => `${ids++}`, leaseMs: minuteMs };
  const tick = { kind: 'tick', id: 'tick', atMs: null, dryRun: false } as const;
  const asked: Asked[] = [];
  for (let minute = -situation.calm; minute < situation.minutes; minute++) {
    situated.begin(minute);
    await run(decide === undefined ? capability : { ...capability, decide }, subject, tick, spine);
    if (minute >= 0) asked.push({ minute, units: situated.asked });
  }
  return asked;
}

/**
 * What a night has chosen for tuned policies: a plain rate, so that what they should ask for is known as exactly as of the
 * other kinds. How the first of them ask before any night is judged on traces.
 */
const choice = { asking: { by: 'rate', target: targetPercent / 100 }, holdSeconds: 1200 } as const;

/** The config in force by minute. */
function configsOf({ config, later }: Scene): (minute: number) => ScalableConfig {
  const first = withChoice(parseScalable(subject, config), choice);
  const second = later === null ? first : withChoice(parseScalable(subject, later.config), choice);
  return (minute) => (later !== null && minute >= later.from ? second : first);
}

function worldOf(situated: Situated, configAt: (minute: number) => ScalableConfig): ScalingWorld {
  return {
    settings: { scalable: async () => configAt(situated.minute), overrides: async () => [] },
    alarms: { state: async () => null },
    zones: {
      // What comes up is spread over all zones.
      shift: async (_, __, atMs) => ({
        ...situated.situation.shift(situated.minute),
        spreads: true,
        readAtMs: atMs,
        untilMs: null,
      }),
    },
    target: {
      capacity: async () => situated.capacity(),
      setCapacity: async (_, { units }) => {
        situated.asked = units;
        return { is: 'applied', because: null };
      },
    },
    source: {
      read: async (part, fromMs, toMs) => {
        return { metric: seriesOf(situated, nameOfPart(part) as MetricName, fromMs, toMs), witness: null };
      },
    },
  };
}

function seriesOf(situated: Situated, metric: MetricName, fromMs: number, toMs: number): Series {
  const points: Point[] = [];
  for (let atMs = Math.ceil(fromMs / minuteMs) * minuteMs; atMs < toMs; atMs += minuteMs) {
    const value = situated.read(metric, (atMs - startMs) / minuteMs);
    if (typeof value === 'number') points.push({ atMs, value });
  }
  return { points, trouble: null };
}
