// Generates TypeScript from the contract in proto/ into gen/, which is not committed.
import { PlainFailure, runCommand, say } from './command.ts';
import { run } from './run.ts';
import { makeIfStale } from './stale.ts';

export function generate(say: (words: string) => void): Promise<boolean> {
  const inputs = ['proto', 'buf.yaml', 'buf.gen.yaml'];
  return makeIfStale({ name: 'contract', inputs, output: 'gen', make: bufGenerate }, say);
}

async function bufGenerate(): Promise<void> {
  const { ok, output } = await run('buf', ['generate']);
  if (!ok)
    throw new PlainFailure(`The contract in proto/ does not compile, correct it and try again:\n${output}`);
}

if (import.meta.main) {
  await runCommand(async () => {
    if (!(await generate(say))) say('the code from the contract is up to date');
  });
}
