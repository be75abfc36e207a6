import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';

const query = '(prefers-reduced-motion: reduce)';

export function wantsLessMotion(): boolean {
  return typeof matchMedia === 'function' && matchMedia(query).matches;
}

export function useLessMotion(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    wantsLessMotion,
    () => true,
  );
}

/** True while the element can be seen: its page is in front and it is scrolled into view. */
export function useIsSeen(ref: RefObject<Element | null>): boolean {
  const isPageSeen = useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed);
      return () => document.removeEventListener('visibilitychange', changed);
    },
    () => document.visibilityState === 'visible',
    () => false,
  );
  const [isInView, setIsInView] = useState(true);
  useEffect(() => {
    if (ref.current === null) return;
    const observer = new IntersectionObserver(([entry]) => setIsInView(entry?.isIntersecting ?? true));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref]);
  return isPageSeen && isInView;
}
