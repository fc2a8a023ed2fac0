#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('error: proofmark: expected Node 24 or newer, received ' + process.version + '; install it from https://nodejs.org');
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  const { HOME, XDG_CACHE_HOME = HOME && HOME + '/.cache' } = process.env;
  if (XDG_CACHE_HOME) enableCompileCache(XDG_CACHE_HOME + '/proofmark/compiled');
  const { run } = await import('./index.js');
  await run('proofmark');
}
