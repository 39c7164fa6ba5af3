/** What users know by one name, e.g. `checkout`: all that stands before the first `/` of a subject's name. */
export function serviceOf(subject: string): string {
  return subject.split('/', 1)[0] ?? subject;
}

/** A part of a service, e.g. `web`: what stands behind the first `/` of a subject's name; null where nothing does. */
export function tierOf(subject: string): string | null {
  const slash = subject.indexOf('/');
  return slash === -1 ? null : subject.slice(slash + 1);
}
