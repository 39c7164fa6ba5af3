/** Four days of five-minute demand: a wave a day with a spike in it, and an hour that was not measured. */
export function madeUpTrace(days = 4): string {
  const lines = Array.from({ length: days * 288 }, (_, step) => {
    const stamp = new Date(Date.UTC(2026, 0, 5) + step * 300_000).toISOString();
    const ofDay = step % 288;
    if (step >= 300 && step < 312) return `${stamp},`;
    const spike = ofDay >= 200 && ofDay < 206 ? 900 : 0;
    return `${stamp},${Math.round(1000 - 800 * Math.cos((ofDay / 288) * 2 * Math.PI) + spike)}`;
  });
  return ['timestamp,value', ...lines].join('\n');
}
