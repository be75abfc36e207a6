// The command line for owners: npx lifeos.

import { connect } from './cli/connection.ts';
import { doctorCommand } from './cli/doctor.ts';
import { importCommand } from './cli/import.ts';
import { listCommand } from './cli/list.ts';
import { logCommand } from './cli/log.ts';
import { verifyCommand } from './cli/verify.ts';
import { PlainFailure, runCommand } from './command.ts';

const commands = [logCommand, listCommand, importCommand, verifyCommand, doctorCommand];

const help = `lifeos <command>

${commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`).join('\n')}

"lifeos <command> --help" tells more. Uses the LifeOS that runs on this machine,
or the one that LIFEOS_URL and LIFEOS_TOKEN name.`;

await runCommand(async () => {
  const [name, ...args] = process.argv.slice(2);
  const command = commands.find((candidate) => candidate.name === name);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return console.log(help);
  if (!command) throw new PlainFailure(`There is no command "${name}".\n\n${help}`);
  if (args.includes('--help') || args.includes('-h')) return console.log(command.help);
  try {
    await command.run(
      args,
      () => connect(process.env),
      (line) => console.log(line),
    );
  } catch (error) {
    // Unknown options are told by parseArgs.
    const { code, message } = error as { code?: string; message?: string };
    if (code?.startsWith('ERR_PARSE_ARGS')) throw new PlainFailure(`${message}\n\n${command.help}`);
    throw error;
  }
});
