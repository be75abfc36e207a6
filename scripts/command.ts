// The edge of every command: an expected failure ends in plain words that say what to do next; only a bug shows a stack.

export class PlainFailure extends Error {}

export function say(words: string): void {
  console.error(`· ${words}`);
}

export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof PlainFailure ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
