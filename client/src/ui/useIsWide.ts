import { useSyncExternalStore } from 'react';

// Below this the second column has no place.
const wide = matchMedia('(min-width: 1181px)');

/** Whether two columns fit beside the rail. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wide.addEventListener('change', changed);
      return () => wide.removeEventListener('change', changed);
    },
    () => wide.matches,
  );
}
