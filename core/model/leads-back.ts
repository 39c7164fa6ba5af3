/** Whether one of several things leads back to itself, by way of others too. `next` tells where each leads. */
export function leadsBack(name: string, next: (name: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const reaches = (from: string): boolean =>
    next(from).some((one) => {
      if (one === name) return true;
      if (seen.has(one)) return false;
      seen.add(one);
      return reaches(one);
    });
  return reaches(name);
}
