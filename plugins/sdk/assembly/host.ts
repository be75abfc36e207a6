// What a plugin can do with its host: read its input, hand over its output, say that it failed. Nothing else is there.

@external("extism:host/env", "input_length")
declare function input_length(): u64;
@external("extism:host/env", "input_load_u8")
declare function input_load_u8(at: u64): u8;
@external("extism:host/env", "input_load_u64")
declare function input_load_u64(at: u64): u64;
@external("extism:host/env", "alloc")
declare function alloc(size: u64): u64;
@external("extism:host/env", "store_u8")
declare function store_u8(at: u64, value: u8): void;
@external("extism:host/env", "store_u64")
declare function store_u64(at: u64, value: u64): void;
@external("extism:host/env", "output_set")
declare function output_set(at: u64, size: u64): void;
@external("extism:host/env", "error_set")
declare function error_set(at: u64): void;

/** The input of the call: the text of a JSON value that fits the action's declared input. */
export function readText(): string {
  const size = <i32>input_length();
  const bytes = new Uint8Array(size);
  const whole = size & ~7; // eight bytes at a time: every byte asked of the host is a call
  for (let i = 0; i < whole; i += 8) store<u64>(bytes.dataStart + i, input_load_u64(i));
  for (let i = whole; i < size; i++) bytes[i] = input_load_u8(i);
  return String.UTF8.decode(bytes.buffer);
}

/** Hands over the output: the text of a JSON value that fits the action's declared output. Returned from the action. */
export function writeText(json: string): i32 {
  const bytes = Uint8Array.wrap(String.UTF8.encode(json));
  output_set(blockOf(bytes), bytes.length);
  return 0;
}

/** Ends the call in failure, with words for the person who called. Returned from the action. */
export function fail(message: string): i32 {
  error_set(blockOf(Uint8Array.wrap(String.UTF8.encode(message))));
  return 1;
}

/** Where `throw` and failed checks of the compiler end up. The build names it to the compiler. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  fail((message ? message : "stopped") + " (" + (file ? file : "?") + ":" + line.toString() + ":" + column.toString() + ")");
  unreachable();
}

function blockOf(bytes: Uint8Array): u64 {
  const size = bytes.length;
  const at = alloc(size);
  const whole = size & ~7;
  for (let i = 0; i < whole; i += 8) store_u64(at + i, load<u64>(bytes.dataStart + i));
  for (let i = whole; i < size; i++) store_u8(at + i, bytes[i]);
  return at;
}
