// Compiles one AssemblyScript plugin to WebAssembly, with the settings that the gate asks for.

import { main } from 'assemblyscript/asc';

const settings = [
  '-O3',
  ...['--runtime', 'incremental'], // frees memory as it goes; the smaller runtimes never do
  ...['--maximumMemory', '256'], // 16 MiB, declared in the binary; the gate refuses more, or none
  ...['--use', 'abort=plugins/sdk/assembly/host/abort'],
];

/** What the output depends on beside the sources. */
export const recipe = settings.join(' ');

/**
 * @param given.root the folder of the repository, to which the other paths are relative
 * @throws with the compiler's own words when the plugin does not compile
 */
export async function compilePlugin(given: { root: string; entry: string; outFile: string }): Promise<void> {
  const { root, entry, outFile } = given;
  const { error, stderr } = await main([entry, '--baseDir', root, '--outFile', outFile, ...settings]);
  if (error) throw new Error(`${entry} does not compile.\n${stderr.toString()}`);
}
