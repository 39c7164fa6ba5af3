const byteOrderMarks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/**
 * The text of a file as its first bytes tell: UTF-8 or UTF-16, with a byte order mark or without. What is neither is the
 * one byte a letter that Excel writes on Windows. Line ends become `\n`, and what a program has left that took UTF-16 for
 * UTF-8 goes: a zero beside each letter, and marks of what it could not read at the beginning.
 */
export function fileText(file: Uint8Array | string): string {
  const text = typeof file === 'string' ? file : decoded(file);
  const mended = text.includes('\0') ? text.replaceAll('\0', '').replace(/^\uFFFD+/, '') : text;
  return mended.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

function decoded(bytes: Uint8Array): string {
  const marked = byteOrderMarks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  return marked === undefined ? unmarked(bytes) : new TextDecoder(marked.encoding).decode(bytes);
}

function unmarked(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (second === 0 && first !== 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && second !== 0) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
