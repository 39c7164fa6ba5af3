import { isSizeKnown } from '../sizing/size-told.ts';
import type { FindTrouble } from './find.ts';

const weekMs = 7 * 86_400_000;

/** A size that is to be changed and cannot be: it cannot be read or may not be changed, or the last change came to nothing. */
export const sizeChangeFailed: FindTrouble = ({ config, size, atMs }, { keep }) => {
  if (config.sizes?.change !== 'on' || size === undefined) return null;
  if (!isSizeKnown(size))
    return { because: { says: 'the size of units cannot be read: {trouble}', trouble: size.trouble }, sinceMs: null };
  if (size.fixedBecause !== null) return { because: size.fixedBecause, sinceMs: null };
  const failed = keep.size?.failed ?? null;
  if (failed === null || atMs - failed.atMs >= weekMs) return null;
  const { to, hasBegun, ended } = failed;
  const says = hasBegun
    ? 'the change of size to {to} has failed and was rolled back: {ended}'
    : 'the change of size to {to} was not accepted: {ended}';
  return { because: { says, to, ended }, sinceMs: failed.atMs };
};
