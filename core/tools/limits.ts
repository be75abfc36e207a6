// What a plugin may use. The same numbers hold in the browser and on the gateway.

export interface PluginLimits {
  readonly wasmBytesMax: number;
  readonly memoryPagesMax: number;
  readonly tableEntriesMax: number;
  readonly hostBytesMax: number;
  readonly inputCharsMax: number;
  readonly outputBytesMax: number;
  readonly callMsMax: number;
  readonly compileMsMax: number;
  readonly startMsMax: number;
  readonly modulesMax: number;
  readonly instancesMax: number;
  readonly instanceCallsMax: number;
  readonly warmPagesMax: number;
  readonly workersMax: number;
  readonly waitingMax: number;
}

export const pluginLimits: PluginLimits = {
  wasmBytesMax: 4 * 1024 * 1024, // AssemblyScript makes 15 kB, Rust 70 kB; the rest is for tables of data
  memoryPagesMax: 256, // 16 MiB of the plugin's own memory, declared in its binary
  tableEntriesMax: 65_536, // 512 KiB; function tables of real programs have a few thousand entries
  hostBytesMax: 16 * 1024 * 1024, // blocks that a call asks of the host, to hand data over; counted, never given back
  inputCharsMax: 4 * 1024 * 1024, // ten years of daily values are 0.2 MB
  outputBytesMax: 4 * 1024 * 1024, // the same
  callMsMax: 60_000, // as in the contract; each action declares its own, shorter one
  compileMsMax: 5_000, // on top for the first call, when the plugin is compiled
  startMsMax: 15_000, // until a worker is ready: 50 ms as a rule, seconds on a machine that is starting up
  modulesMax: 16, // compiled plugins that one worker keeps
  instancesMax: 16, // kept warm by one worker, one for each plugin and owner in use; with warmPagesMax, 64 MiB at the worst
  instanceCallsMax: 1_000, // then a fresh one: whatever a plugin piles up ends here, at the price of a start in a thousand calls
  warmPagesMax: 64, // 4 MiB; an instance that holds more after a call is not kept, for WebAssembly never gives memory back
  workersMax: 2, // one hung plugin leaves the others a way; each costs about 20 MB
  waitingMax: 64, // calls that wait for one worker
};
