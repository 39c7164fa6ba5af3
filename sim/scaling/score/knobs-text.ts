/** Knobs for people: `target 0.75, hold 20 min`. */
export function knobsText(knobs: Readonly<Record<string, number | string>>): string {
  return Object.entries(knobs)
    .map(([name, value]) => (name === 'label' ? `(${value})` : knobText(name, value)))
    .join(', ')
    .replaceAll(', (', ' (');
}

function knobText(name: string, value: number | string): string {
  if (name === 'days') return value === 7 ? 'of the week' : 'of the day';
  const seconds = /^(.*)Seconds$/.exec(name);
  if (seconds === null || typeof value === 'string') return `${words(name)} ${value}`;
  return `${words(seconds[1] ?? '')} ${value % 60 === 0 ? `${value / 60} min` : `${value} s`}`;
}

/** `scaleInCooldown` as `scale in cooldown`. */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
