/** How many there are of what a noun names: `1 slot`, `2 slots`, `3 entries`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : pluralOf(noun)}`;
}

/** Verbs of what is counted: `${counted(1, 'slot')} ${are(1)}`. */
export const are = (count: number) => (count === 1 ? 'is' : 'are');
export const were = (count: number) => (count === 1 ? 'was' : 'were');
export const have = (count: number) => (count === 1 ? 'has' : 'have');

/** The plural of a noun: `slots`, `entries`, `indexes`. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
