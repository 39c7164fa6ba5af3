/**
 * Characters that a terminal obeys instead of showing, or that hide or reorder what stands around them: control characters
 * (escape sequences begin with one), line ends, marks of direction and other formatting, and halves of characters. The two
 * joiners stay, which some scripts and emoji need.
 */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The styles that Headroom itself prints in. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for are control characters.
const ownStyle = /(\u001b\[(?:1|2|4|22|24|31|32|33|36|39)m)/;

/** A text from outside in which nothing acts on the terminal: what would stands there as `\u001b`. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** As `visible`, but for styles of Headroom's own; no text from outside can do more with them than look coloured. */
export function visibleButStyles(line: string): string {
  const parts = line.split(ownStyle);
  return parts.map((part, index) => (index % 2 === 1 ? part : visible(part))).join('');
}

/** JSON has the same meaning with its characters escaped, and control characters below 32 it has escaped already. */
export function visibleJson(value: unknown): string {
  return visible(JSON.stringify(value));
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${hex(character.charCodeAt(index))}`).join('');
}

const hex = (code: number) => code.toString(16).padStart(4, '0');
