import type { Because } from '../model/reason.ts';
import { openWindows } from '../time/open-windows.ts';
import type { BalanceConfig } from './config/balance.ts';
import type { Observation } from './observation.ts';

type ReservationConfig = NonNullable<BalanceConfig['reservation']>;

/** Capacity units to reserve now, null for no change, and why. */
interface Reservation {
  readonly capacityUnits: number | null;
  readonly because: Because;
}

/** Less than this share of what is reserved is worth one of the two decreases of a day. */
const worthDecreasing = 0.5;

/**
 * The load balancer's own capacity ahead of peaks: what the open windows ask for, and what was used at this time before.
 * Null where no reservation is configured or known.
 */
export function reservationNow({ config, reservation, atMs }: Observation): Reservation | null {
  if (config.reservation === null || reservation === null) return null;
  const { units: reserved, pending, decreasesLeft, peakUnits, failedBecause } = reservation;
  const wanted = wantedUnits(config.reservation, atMs, peakUnits);
  const facts = { units: wanted, reserved, usdPerHour: wanted * config.reservation.usdPerUnitHour };
  if (wanted === reserved) return failedBecause === null ? null : keep(hasFailed, { ...facts, failedBecause });
  if (pending) return keep('{units} capacity units are wanted, but an earlier request is still being worked on', facts);
  if (wanted > reserved) {
    return {
      capacityUnits: wanted,
      because: { says: '{units} capacity units are reserved for a peak, for {usdPerHour} USD an hour', ...facts },
    };
  }
  if (wanted > worthDecreasing * reserved)
    return keep('{units} of {reserved} capacity units would do; the rest is kept', facts);
  if (decreasesLeft < 1)
    return keep('{units} of {reserved} capacity units would do, but no decrease is left today', facts);
  if (wanted > 0 && decreasesLeft < 2) {
    return keep(
      '{units} of {reserved} capacity units would do; the last decrease of the day is kept for the end',
      facts,
    );
  }
  const says =
    wanted === 0
      ? 'the peak is over, and its {reserved} capacity units are released'
      : 'the peak falls to {units} of {reserved} capacity units';
  return { capacityUnits: wanted, because: { says, ...facts } };
}

const hasFailed =
  '{reserved} capacity units were asked for and AWS could not provide them ({failedBecause}); it scales by itself meanwhile, and another amount may be asked for';

function keep(says: string, facts: Readonly<Record<string, number | string>>): Reservation {
  return { capacityUnits: null, because: { says, ...facts } };
}

function wantedUnits(config: ReservationConfig, atMs: number, peakUnits: number | null): number {
  // A window counts from its lead on: it is open now, or will be by then.
  const soonMs = atMs + config.leadSeconds * 1000;
  const open = [...openWindows(config, atMs), ...openWindows(config, soonMs)];
  const scheduled = Math.max(0, ...open.map(({ capacityUnits }) => capacityUnits));
  const { forecastFrom, headroomPercent } = config;
  if (forecastFrom === null || peakUnits === null || peakUnits < forecastFrom) return scheduled;
  return Math.max(scheduled, Math.ceil(peakUnits * (1 + headroomPercent / 100)));
}
