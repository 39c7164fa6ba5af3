import { readRecord } from '../../../adapters/scaling/fleets/read-record.ts';
import type { Source } from '../../../core/readings/series.ts';
import { notToScale } from '../../../core/scaling/fleets/first-config.ts';
import type { Fleet } from '../../../core/scaling/fleets/fleet.ts';
import { fleetConfig } from '../../../core/scaling/fleets/fleet-config.ts';
import { type FleetRecord, isKnown } from '../../../core/scaling/fleets/fleet-record.ts';
import { type FleetUnit, unitOfFleet } from '../../../core/scaling/fleets/unit-of-fleet.ts';
import { usualNative } from '../../../sim/scaling/beside/beside-native.ts';
import type { TargetBounds } from '../../../sim/scaling/world/world.ts';
import type { FleetCase, Reserved } from './advice.ts';
import type { AdviseOptions } from './options.ts';
import { reservedOf, tellReserved } from './reserved.ts';

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a config does not say of a unit. */
const usualUnit = { serversPerUnit: 8, waitSeconds: 0.2, needTail: 0.001 };

/** Reads what is recorded of a fleet, and makes of it what can be played. */
export async function accountCase(
  source: Source,
  fleet: Fleet,
  options: Pick<AdviseOptions, 'lead' | 'sloBudget' | 'price'>,
  range: Range,
): Promise<FleetCase> {
  const { name, unit, scaledBy } = fleet;
  const said = {
    name,
    scaledBy: scaledBy.length === 0 ? 'nothing' : scaledBy.join(', '),
    unit,
    usdPerUnitHour: options.price ?? fleet.usdPerUnitHour,
  };
  const unscaled = notToScale(fleet);
  if (unscaled !== null) return unplayed(said, null, unscaled);
  if (fleet.asked === 0 && fleet.running === 0) return unplayed(said, null, 'nothing of it runs');
  const reserved = await reservedOf(source, { ...fleet, usdPerUnitHour: said.usdPerUnitHour }, range);
  if (fleet.unmeasured !== undefined) return unplayed(said, reserved, fleet.unmeasured);
  const record = await readRecord(source, fleet, range);
  const learned = unitOfFleet(record);
  const hindrance = hindranceOf(fleet, record, learned);
  if (hindrance !== null || learned === null)
    return unplayed(said, reserved, hindrance ?? 'what a unit serves is not known');
  const bounds = boundsOf(fleet, record, learned);
  const { lead: leadSeconds, sloBudget: sloBudgetPercent } = options;
  const samplesPerMinute = record.samplesPerMinute ?? 1;
  const plan = { of: record.of, samplesPerMinute, bounds, sloBudgetPercent, leadSeconds };
  return {
    ...said,
    reserved,
    notes: [...tellReserved(reserved), ...notesOf(fleet, record, learned, bounds)],
    question: {
      demand: { name, startMs: record.startMs, stepSeconds: record.stepSeconds, values: record.demand },
      running: byTheMinute(record),
      unit: { ...usualUnit, unitPerSecond: learned.perSecond },
      bounds,
      leadSeconds,
      sloBudgetPercent,
      native: fleet.tracks === undefined ? null : { ...usualNative, target: fleet.tracks },
    },
    hindrance: null,
    config: fleetConfig(fleet, plan),
  };
}

function unplayed(
  said: Pick<FleetCase, 'name' | 'scaledBy' | 'unit' | 'usdPerUnitHour'>,
  reserved: Reserved | null,
  hindrance: string,
): FleetCase {
  return { ...said, reserved, notes: tellReserved(reserved), question: null, hindrance, config: null };
}

function hindranceOf({ bounds, busy }: Fleet, record: FleetRecord, learned: FleetUnit | null): string | null {
  if (bounds !== null && bounds.min === bounds.max) {
    return `its least and its most are both ${bounds.min}, so there is nothing to decide; lower one or raise the other`;
  }
  const trouble = record.troubles.length === 0 ? '' : ` (${record.troubles.join('; ')})`;
  if (!isKnown(record.demand)) {
    const what = record.of === 'requests' ? 'RequestCount of its target group' : `${busy.namespace} ${busy.metricName}`;
    return `CloudWatch has nothing of ${what}${trouble}; see that it runs, and that these credentials may read metrics`;
  }
  if (learned === null) {
    return `nothing tells what a unit serves: neither how busy units are nor how many run is recorded${trouble}`;
  }
  return null;
}

/** Those of its provider; where nothing is said, twice what runs now or was needed, and two at least. */
function boundsOf({ bounds, asked }: Fleet, { demand }: FleetRecord, { perSecond }: FleetUnit) {
  // Nothing that is read here speaks while no unit runs.
  if (bounds !== null) return { min: Math.max(1, bounds.min), max: bounds.max };
  const most = demand.reduce((highest, value) => (value > highest ? value : highest), 0);
  return { min: Math.min(2, Math.max(1, asked)), max: 2 * Math.max(asked, Math.ceil(most / perSecond), 2) };
}

function notesOf(fleet: Fleet, record: FleetRecord, unit: FleetUnit, bounds: TargetBounds): string[] {
  return [
    ...unitNotes(record, unit),
    ...(fleet.bounds === null ? [`nobody scales it; bounds of ${bounds.min} to ${bounds.max} are proposed`] : []),
    ...(isKnown(record.running) ? [] : [`how many run is not recorded${countedBy(fleet)}`]),
    ...record.troubles.map((trouble) => `CloudWatch answered in part: ${trouble}`),
  ];
}

function countedBy({ countedBy }: Fleet): string {
  return countedBy === null ? '' : `; from now on it is after: ${countedBy}`;
}

function unitNotes({ of }: FleetRecord, { perSecond, quartiles: [low, high], by }: FleetUnit): string[] {
  if (of === 'busy') return ['nothing counts its requests, so what its units do is taken for its demand'];
  if (by === 'busy') {
    return [
      `a unit serves about ${brief(perSecond)} requests per second (half of the minutes say ${brief(low)} to ${brief(high)})`,
    ];
  }
  return [
    `a unit has carried ${brief(perSecond)} requests per second; how busy it was is not recorded, so it may carry more`,
  ];
}

function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Simulated worlds go by the minute. */
function byTheMinute({ running, stepSeconds }: FleetRecord): Float64Array {
  const per = Math.round(stepSeconds / 60);
  return Float64Array.from(
    { length: running.length * per },
    (_, minute) => running[Math.floor(minute / per)] as number,
  );
}
