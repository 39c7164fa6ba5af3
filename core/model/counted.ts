/** How many there are of what a noun names: `1 slot`, `2 slots`, `3 entries`. `many` is the noun for several, where that is irregular. */
export function counted(count: number, noun: string, many = pluralOf(noun)): string {
  return `${count} ${count === 1 ? noun : many}`;
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
