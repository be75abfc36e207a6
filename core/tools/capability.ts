// The named rights that a plugin can hold. A plugin acts through its input and output only: one that holds
// "entries:read:weight" may be given weights as input, one that holds "notify" may return a notification; the host reads,
// writes, fetches and sends. So no capability opens a host function, and a binary that asks for one is not started.

export type Capability =
  | { readonly of: 'entries'; readonly access: 'read' | 'write'; readonly kind: string }
  | { readonly of: 'net'; readonly host: string }
  | { readonly of: 'notify' };

/** Reads "entries:read:weight", "entries:write:*", "net:api.example.org" or "notify"; undefined for anything else. */
export function parseCapability(text: string): Capability | undefined {
  const entries = /^entries:(read|write):(\*|[a-z][a-z0-9_.-]{0,63})$/.exec(text);
  if (entries) return { of: 'entries', access: entries[1] as 'read' | 'write', kind: entries[2] ?? '' };
  // A full name with a dot: no wildcards, and no "localhost" or bare address that would lead into the owner's own network.
  const net = /^net:((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24})$/.exec(text);
  if (net) return { of: 'net', host: net[1] ?? '' };
  return text === 'notify' ? { of: 'notify' } : undefined;
}

/** Those of the wanted capabilities that the granted ones do not cover. "entries:read:*" covers every kind. */
export function notCovered(wanted: readonly string[], granted: readonly string[]): string[] {
  return wanted.filter((text) => !granted.includes(text) && !granted.includes(text.replace(/[^:]+$/, '*')));
}

/** Whether holding it can change something or reach someone, so that "read-only" would be a lie. */
export function actsOutside(text: string): boolean {
  const capability = parseCapability(text);
  return capability?.of === 'notify' || (capability?.of === 'entries' && capability.access === 'write');
}

/** The module name under which the host offers its functions, as Extism defines it. */
export const hostModule = 'extism:host/env';

/**
 * The host functions every plugin may use: reading its input, handing over its output, saying that it failed. Variables and
 * configuration are left out, since each would let a plugin take host memory that is not counted.
 */
export const hostFunctions: readonly string[] = [
  ...['input_length', 'input_load_u8', 'input_load_u64', 'input_offset'],
  ...['alloc', 'free', 'length', 'length_unsafe', 'load_u8', 'load_u64', 'store_u8', 'store_u64'],
  ...['output_set', 'error_set'],
];
