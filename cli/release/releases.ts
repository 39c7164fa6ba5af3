import type { Release } from '../../core/model/release-mark.ts';

/** A published version of a function. */
export interface Version {
  readonly version: string;
  /** Null where it is of no release that this one knows how to read. */
  readonly release: Release | null;
  readonly publishedMs: number;
}

/** How one function stands. */
export interface Served {
  readonly functionName: string;
  /** The version that serves. */
  readonly live: string;
  /** What tells whether somebody else has moved it since. */
  readonly revision: string;
  readonly versions: readonly Version[];
}

/** A release that functions have versions of. */
export interface Published extends Release {
  /** When the last of its versions was published. */
  readonly publishedMs: number;
  /** How many functions serve it. */
  readonly serving: number;
}

/** One function that is to serve another version. */
export interface Change {
  readonly functionName: string;
  readonly from: string;
  readonly to: string;
  readonly revision: string;
}

/** All releases that can be served, the newest first. */
export function releasesOf(all: readonly Served[]): readonly Published[] {
  const releases = new Map<string, Published>();
  for (const { live, versions } of all) {
    for (const { version, release, publishedMs } of versions) {
      if (release === null) continue;
      const known = releases.get(release.name);
      releases.set(release.name, {
        ...release,
        publishedMs: Math.max(publishedMs, known?.publishedMs ?? 0),
        serving: (known?.serving ?? 0) + (version === live ? 1 : 0),
      });
    }
  }
  return [...releases.values()].sort((a, b) => b.publishedMs - a.publishedMs);
}

/** The release that most functions serve; null where none does. */
export function servedRelease(releases: readonly Published[]): Published | null {
  const [most = null] = [...releases].sort((a, b) => b.serving - a.serving);
  return most === null || most.serving === 0 ? null : most;
}

/** What has to be moved for a release to be served; a function that has no version of it stays where it is. */
export function changesTo(release: Published, all: readonly Served[]): readonly Change[] {
  return all.flatMap(({ functionName, live, revision, versions }) => {
    const of = versions.filter((one) => one.release?.name === release.name);
    const [to] = of.sort((a, b) => Number(b.version) - Number(a.version));
    return to === undefined || to.version === live ? [] : [{ functionName, from: live, to: to.version, revision }];
  });
}
