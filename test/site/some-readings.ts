/** Three hours of readings of a web tier before a database, as `headroom diagnose --csv` takes them. */
export function someReadings(): string {
  const startMs = Date.UTC(2026, 10, 28, 9);
  const heads = ['web', 'db'].flatMap((tier) => [
    `${tier}:latencyMs`,
    `${tier}:concurrency`,
    `${tier}:cpu:utilisationPercent`,
  ]);
  const rows = Array.from({ length: 180 }, (_, minute) => {
    const load = 45 + 35 * Math.sin((minute / 180) * 2 * Math.PI) + (minute % 7);
    const tier = (seconds: number) => {
      const busy = load * seconds;
      const inside = busy / (1 - busy);
      return [(inside / load) * 1000, inside, 100 * busy];
    };
    const cells = [load, ...tier(0.006), ...tier(0.009)].map((cell) => cell.toPrecision(6));
    return [new Date(startMs + minute * 60_000).toISOString(), ...cells].join(',');
  });
  return [['time', 'load', ...heads].join(','), ...rows].join('\n');
}
