/**
 * MurmurHash3 x86 32-bit of a text's UTF-8, as a signed number, which the engine keeps without allocating.
 * https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 * Bytes are never written anywhere: blocks are put together from character codes as they come. A surrogate that stands
 * alone counts as U+FFFD, as every encoder of UTF-8 writes it.
 */
export function murmur3(text: string, seed: number): number {
  const { length } = text;
  const whole = length & ~3;
  let hash = seed | 0;
  let at = 0;
  for (; at < whole; at += 4) {
    const a = text.charCodeAt(at);
    const b = text.charCodeAt(at + 1);
    const c = text.charCodeAt(at + 2);
    const d = text.charCodeAt(at + 3);
    if ((a | b | c | d) > 0x7f) return wide(text, seed);
    hash = mixed(hash, a | (b << 8) | (c << 16) | (d << 24));
  }
  let block = 0;
  for (let shift = 0; at < length; at++, shift += 8) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return wide(text, seed);
    block |= code << shift;
  }
  return avalanched(hash ^ scrambled(block) ^ length);
}

/** The same of a text that is not all ASCII. */
function wide(text: string, seed: number): number {
  let hash = seed | 0;
  let block = 0;
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = codeAt(text, at);
    if (code > 0xffff) at++;
    for (let left = encodedBytes(code), encoded = utf8(code); left > 0; left--) {
      block |= (encoded & 0xff) << ((bytes & 3) << 3);
      encoded >>>= 8;
      bytes++;
      if ((bytes & 3) !== 0) continue;
      hash = mixed(hash, block);
      block = 0;
    }
  }
  return avalanched(hash ^ scrambled(block) ^ bytes);
}

function codeAt(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0;
  return code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
}

function encodedBytes(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}

/** The bytes of a code point, the first one lowest. https://www.rfc-editor.org/rfc/rfc3629 */
function utf8(code: number): number {
  if (code < 0x80) return code;
  const last = 0x80 | (code & 0x3f);
  if (code < 0x800) return 0xc0 | (code >>> 6) | (last << 8);
  const before = 0x80 | ((code >>> 6) & 0x3f);
  if (code < 0x1_0000) return 0xe0 | (code >>> 12) | (before << 8) | (last << 16);
  return 0xf0 | (code >>> 18) | ((0x80 | ((code >>> 12) & 0x3f)) << 8) | (before << 16) | (last << 24);
}

/** Nothing where there is nothing: 0 of 0. */
function scrambled(block: number): number {
  const multiplied = Math.imul(block, 0xcc9e2d51);
  return Math.imul((multiplied << 15) | (multiplied >>> 17), 0x1b873593);
}

function mixed(hash: number, block: number): number {
  const both = hash ^ scrambled(block);
  return (Math.imul((both << 13) | (both >>> 19), 5) + 0xe6546b64) | 0;
}

function avalanched(hash: number): number {
  let mixing = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35);
  return mixing ^ (mixing >>> 16);
}
