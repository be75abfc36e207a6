/**
 * Like Promise.all, but waits until everything has ended before it throws the first failure. Work in one transaction must not go on
 * after the transaction was rolled back: its next statement would be a transaction of its own.
 */
export async function allDone<T extends readonly unknown[]>(
  works: readonly [...{ [K in keyof T]: Promise<T[K]> | T[K] }],
): Promise<T> {
  const ended = await Promise.allSettled(works);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return ended.map((end) => (end as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
