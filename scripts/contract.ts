// The promise about the wire: an image of the contract as last promised lies beside it, and the present one may add to it
// but never change what a client of yesterday relies on.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, root, run } from './run.ts';

const baseline = 'proto/baseline.binpb';
const config = JSON.stringify({ version: 'v2', breaking: { use: ['WIRE_JSON'] } });

export async function checkPromise(): Promise<Ran> {
  if (!existsSync(join(root, baseline))) {
    return {
      ok: false,
      output: `There is no ${baseline} yet. Promise the present contract with: npm run proto:baseline`,
    };
  }
  mkdirSync(join(root, 'build'), { recursive: true });
  // buf cannot compare a folder of two modules with one image, so both sides are made images.
  const built = await buildImage('build/contract.binpb');
  if (!built.ok) return built;
  return run('buf', ['breaking', 'build/contract.binpb', '--against', baseline, '--config', config]);
}

export function promisePresent(): Promise<Ran> {
  return buildImage(baseline);
}

function buildImage(path: string): Promise<Ran> {
  return run('buf', ['build', '--path', 'proto/lifeos', '--exclude-source-info', '-o', path]);
}
