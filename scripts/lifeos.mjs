#!/usr/bin/env node
// What `npx lifeos …` runs: the command line, by way of the bootstrap.
process.argv.splice(2, 0, 'lifeos');
await import('./bootstrap.mjs');
