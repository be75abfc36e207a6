import { useMemo } from 'react';

/**
 * The same object for as long as its content is the same. The state comes anew each minute with the clock; a world that says
 * the same must not be built again.
 */
export function useSame<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  return useMemo(() => JSON.parse(text) as Value, [text]);
}
