import { isSizeKnown, type SizeTold, type SizeUnknown } from './size-told.ts';

/** How big units are, for people: `m6i.large`, or `8 m6i.large and 2 m7g.large` while they differ. */
export function tellSize(size: SizeTold | SizeUnknown): string {
  if (!isSizeKnown(size)) return 'a size that cannot be read';
  const serving = Object.entries(size.serving).sort(([, one], [, other]) => other - one);
  const [first] = serving;
  if (serving.length > 1) return serving.map(([name, units]) => `${units} ${name}`).join(' and ');
  return first?.[0] ?? size.next ?? 'no size that could be told';
}
