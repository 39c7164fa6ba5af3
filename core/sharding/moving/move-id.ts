/** An id for a move: sorts by time, and is made of what names on every server may hold. `random` is in [0, 1). */
export function moveId(atMs: number, random: () => number): string {
  const tail = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('');
  return `${Math.floor(atMs).toString(36).padStart(9, '0')}${tail}`;
}
