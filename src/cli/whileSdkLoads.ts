/**
 * The SDK takes half a second to load. Who is going to collect has it loaded while `work` reads the baselines; nobody
 * else loads any of it. A failure to load is told where the first page is asked for.
 */
export async function whileSdkLoads<T>(work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([work(), load()]);
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

async function load(): Promise<void> {
  const { loadSdk } = await import('../collect/sdkLibraries.ts');
  await loadSdk();
}
