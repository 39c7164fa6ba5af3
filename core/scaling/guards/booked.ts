import type { Booking } from '../../model/booking.ts';
import { limitUnits } from '../guard.ts';

/**
 * Units that others count on are there before they are needed, and stay as long as they are counted on, whatever the load
 * says by now: the share that is about to come is not in it yet, and the one that may have to come back is not in it any more.
 */
export const booked = limitUnits(({ observation: { bookings = [], atMs } }, units) => {
  const most = bookings.filter(({ untilMs }) => untilMs > atMs).reduce(larger, null);
  if (most === null || most.units <= units) return null;
  const { by, untilMs } = most;
  const says = '{units} units are booked by {by}';
  return { units: most.units, because: { says, units: most.units, by, untilMs } };
});

const larger = (most: Booking | null, one: Booking) => (most === null || one.units > most.units ? one : most);
