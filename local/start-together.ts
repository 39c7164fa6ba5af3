type Stopped = { stop(): Promise<void> };

/** Starts all at once, beside what has started. Where one does not start, all others are stopped, and it rejects with the first fault. */
export async function startTogether<Starting extends readonly (Stopped | Promise<Stopped>)[] | []>(
  starting: Starting,
): Promise<{ -readonly [Key in keyof Starting]: Awaited<Starting[Key]> }> {
  const settled = await Promise.allSettled<Stopped>(starting);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed === undefined) return Promise.all(starting);
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  await Promise.all(started.map((server) => server.stop()));
  throw failed.reason;
}
