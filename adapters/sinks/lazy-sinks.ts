import type { Gauges, Sink } from '../../core/looking/sink.ts';
import { once } from '../aws/once.ts';

/** Sinks that are loaded when the first numbers are gathered: few deployments have one, and no tick without a look needs it. */
export function lazySinks(load: () => Promise<readonly Sink[]>, onTrouble: (error: unknown) => void): Sink {
  const loaded = once(load);
  let kept: Gauges[] = [];
  return {
    tell: () => {},
    count: () => {},
    gauge: (gauges) => void kept.push(gauges),
    flush: async () => {
      const gathered = kept;
      kept = [];
      if (gathered.length === 0) return;
      try {
        const sinks = await loaded();
        for (const gauges of gathered) for (const sink of sinks) sink.gauge?.(gauges);
        await Promise.all(sinks.map((sink) => sink.flush()));
      } catch (error) {
        onTrouble(error);
      }
    },
  };
}
