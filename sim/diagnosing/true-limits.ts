import type { Network } from './network.ts';

/** What is true of one station. */
export interface Limit {
  readonly station: number;
  /** Seconds of it that one request of each class takes, over all its servers. */
  readonly demands: readonly number[];
  /** Requests of all classes per second at which it gives out, in the mix that is asked for. */
  readonly saturation: number;
}

/** Of every station what it can do, in a mix of classes, the first to give out first. */
export function limitsAt(network: Network, mix: readonly number[]): readonly Limit[] {
  const whole = mix.reduce((sum, share) => sum + share, 0);
  return network.stations
    .map((station, index) => {
      const demands = network.classes.map(({ route }) =>
        route.reduce((sum, visit) => sum + (visit.station === index ? visit.seconds : 0), 0),
      );
      const mean = demands.reduce((sum, demand, one) => sum + (demand * (mix[one] ?? 0)) / whole, 0);
      return { station: index, demands, saturation: (station.servers * (1 - station.background)) / mean };
    })
    .toSorted((one, other) => one.saturation - other.saturation);
}
