// Builds what is stale, in the order in which one needs the other. With nothing to do it takes a few milliseconds,
// because every start goes through here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlainFailure, runCommand, say } from './command.ts';
import { generate } from './gen.ts';
import { root, run } from './run.ts';
import { makeIfStale } from './stale.ts';

export const clientDir = join(root, 'dist', 'client');
export const pluginDir = join(root, 'build', 'plugins');

export async function buildStale(say: (words: string) => void): Promise<void> {
  await generate(say);
  if (exists('plugins/build.ts')) await buildPlugins(say);
  if (exists('client/vite.config.ts')) await buildClient(say);
}

async function buildPlugins(say: (words: string) => void): Promise<void> {
  const make = () => mustRun('plugins', 'node', ['plugins/build.ts']);
  await makeIfStale(
    { name: 'plugins', inputs: ['plugins', 'core/tools'], output: 'build/plugins', make },
    say,
  );
}

async function buildClient(say: (words: string) => void): Promise<void> {
  const inputs = ['client', 'core', 'proto', 'tsconfig.json'];
  const make = () =>
    mustRun('client', 'vite', ['build', '--config', 'client/vite.config.ts', '--logLevel', 'warn']);
  await makeIfStale({ name: 'client', inputs, output: 'dist/client', make }, say);
}

async function mustRun(what: string, program: string, args: string[]): Promise<void> {
  const { ok, output } = await run(program, args);
  if (!ok) throw new PlainFailure(`Building the ${what} failed:\n${output}`);
}

function exists(path: string): boolean {
  return existsSync(join(root, path));
}

if (import.meta.main) await runCommand(() => buildStale(say));
