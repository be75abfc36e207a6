// Everything that is checked without running the product. All steps run, so that one look shows all there is to mend.
import { runCommand, say } from './command.ts';
import { checkPromise } from './contract.ts';
import { generate } from './gen.ts';
import { type Ran, run } from './run.ts';

interface Step {
  name: string;
  run: () => Promise<Ran>;
}

const steps: Step[] = [
  { name: 'types', run: () => run('tsc', ['--project', 'tsconfig.json']) },
  { name: 'style and boundaries', run: () => run('biome', ['check', '--max-diagnostics=200']) },
  { name: 'contract: style', run: () => run('buf', ['lint']) },
  { name: 'contract: promise kept', run: checkPromise },
  { name: 'nothing unused', run: () => run('knip', ['--no-progress']) },
];

await runCommand(async () => {
  await generate(say);
  const failed: string[] = [];
  for (const step of steps) {
    const startedAt = performance.now();
    const { ok, output } = await step.run();
    console.log(`${ok ? '✓' : '✗'} ${step.name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    if (ok) continue;
    failed.push(step.name);
    console.log(output.trimEnd());
  }
  console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`);
  if (failed.length > 0) process.exitCode = 1;
});
