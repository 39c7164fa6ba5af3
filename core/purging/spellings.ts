import { asItIs as asItIsAtMost } from './config/cdns/any-kind/as-it-is.ts';
import type { BucketConfig } from './config/purge.ts';

/**
 * A path, in which every character means itself, as viewers write it so that S3 reads it as it is meant. S3 reads "+" as a
 * space (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html), so an object's own "+" is always asked for
 * as `%2B`, and a space as `%20` or as "+": two addresses of one object, which a CDN caches apart.
 */
export function spellings(path: string, spacesAs: BucketConfig['spacesAs'], asItIs = asItIsAtMost): readonly string[] {
  const spelled = [...path].map((character) => encode(character, asItIs)).join('');
  if (!path.includes(' ') || spacesAs === '%20') return [spelled];
  const withPlus = spelled.replaceAll('%20', '+');
  return spacesAs === '+' ? [withPlus] : [spelled, withPlus];
}

function encode(character: string, asItIs: string): string {
  if (/^[a-z0-9]$/i.test(character) || asItIs.includes(character)) return character;
  // A lone surrogate has no encoding; it stays, and is refused by the rules of paths.
  if (/^[\ud800-\udfff]$/.test(character)) return character;
  return `%${[...new TextEncoder().encode(character)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('%')}`;
}
