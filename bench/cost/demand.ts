const dayMs = 86_400_000;

/** Requests a second: a wave a day with a third of it on weekends, and the same noise each time. */
export function demandAt(atMs: number): number {
  const ofDay = (atMs % dayMs) / dayMs;
  const weekend = [0, 6].includes(new Date(atMs).getUTCDay()) ? 0.4 : 1;
  const noise = Math.sin(atMs / 7.3e6) * Math.sin(atMs / 1.1e6) * Math.sin(atMs / 9.7e4);
  return weekend * (300 - 220 * Math.cos(2 * Math.PI * ofDay) + 20 * noise);
}
