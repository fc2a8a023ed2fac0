#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('error: proofmark: expected Node 24 or newer, received ' + process.version + '; install it from https://nodejs.org');
  process.exitCode = 2;
} else {
  const { run } = await import('./index.js');
  await run('proofmark');
}
