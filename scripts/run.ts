// Runs one of the installed programs and gives back all it said, so that silence can be kept while things go well.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

export const root = dirname(import.meta.dirname);

export interface Ran {
  ok: boolean;
  output: string;
}

export function run(program: string, args: string[]): Promise<Ran> {
  const child = spawn(commandFor(program), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = () => Buffer.concat(chunks).toString();
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: output() }));
  });
}

/** The same, with the terminal handed over: for programs that people watch. */
export function runWatched(program: string, args: string[]): Promise<boolean> {
  const child = spawn(commandFor(program), args, { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

function commandFor(program: string): string {
  return program === 'node' ? process.execPath : join(root, 'node_modules', '.bin', program);
}
