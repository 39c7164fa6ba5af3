import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { murmur3 } from '../../../../core/sharding/map/murmur3.ts';

const hex = (text: string, seed: number) => (murmur3(text, seed) >>> 0).toString(16).padStart(8, '0');

/** The reference over bytes, written the long way. https://en.wikipedia.org/wiki/MurmurHash#Algorithm */
function reference(bytes: Uint8Array, seed: number): number {
  const rotated = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  const part = (block: number) => Math.imul(rotated(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
  const whole = bytes.length - (bytes.length % 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let hash = seed;
  for (let at = 0; at < whole; at += 4) {
    hash = (Math.imul(rotated(hash ^ part(view.getUint32(at, true)), 13), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8) | (bytes[at] ?? 0);
  if (whole < bytes.length) hash ^= part(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

describe('murmur3', () => {
  // https://en.wikipedia.org/wiki/MurmurHash#Test_vectors and https://stackoverflow.com/a/31929528
  it.each([
    ['', 0, '00000000'],
    ['', 1, '514e28b7'],
    ['', 0xffffffff, '81f16f39'],
    ['a', 0x9747b28c, '7fa09ea6'],
    ['aa', 0x9747b28c, '5d211726'],
    ['aaa', 0x9747b28c, '283e0130'],
    ['aaaa', 0x9747b28c, '5a97808a'],
    ['abc', 0, 'b3dd93fa'],
    ['test', 0, 'ba6bd213'],
    ['test', 0x9747b28c, '704b81dc'],
    ['Hello, world!', 0, 'c0363e43'],
    ['Hello, world!', 0x9747b28c, '24884cba'],
    ['The quick brown fox jumps over the lazy dog', 0, '2e4ff723'],
    ['The quick brown fox jumps over the lazy dog', 0x9747b28c, '2fa826cd'],
    ['ππππππππ', 0x9747b28c, 'd58063c1'],
  ])('of "%s" with seed %i is as published', (text, seed, expected) => {
    expect(hex(text, seed)).toBe(expected);
  });

  it('is that of the text’s UTF-8, whatever is in it', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 0xffffffff }), (text, seed) => {
        expect(murmur3(text, seed) >>> 0).toBe(reference(Buffer.from(text, 'utf8'), seed));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes half of a pair of surrogates as every encoder writes it', () => {
    for (const text of ['\ud800', 'a\udfffb', '\ud800\ud800', 'abc\ud83d', '\ude00\ud83d']) {
      expect(murmur3(text, 3) >>> 0).toBe(reference(Buffer.from(text, 'utf8'), 3));
    }
  });
});
