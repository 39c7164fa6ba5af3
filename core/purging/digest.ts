/** A short text that differs for different texts: FNV-1a, 32 bits, twice (http://www.isthe.com/chongo/tech/comp/fnv). */
export function digest(texts: Iterable<string>): string {
  let [a, b] = [0x811c9dc5, 0x050c5d1f];
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ (code + 0x9e), 0x01000193);
    }
    a = Math.imul(a ^ 0x0a, 0x01000193);
    b = Math.imul(b ^ 0x0d, 0x01000193);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
