// Promises the present contract: from now on `npm run check` fails on every change that breaks a client of it.
import { PlainFailure, runCommand, say } from './command.ts';
import { promisePresent } from './contract.ts';

await runCommand(async () => {
  const { ok, output } = await promisePresent();
  if (!ok) throw new PlainFailure(`The contract does not compile, so it cannot be promised:\n${output}`);
  say('the present contract is now the promised one; commit proto/baseline.binpb with the reason');
});
