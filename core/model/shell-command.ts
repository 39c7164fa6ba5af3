/** A command for people to paste, each word quoted where a shell would read it otherwise. */
export function shellCommand(...words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=,@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
