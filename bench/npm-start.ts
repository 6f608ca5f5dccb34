import manifest from '../package.json' with { type: 'json' };

const words = manifest.scripts.start.split(' ');

/** Node's flags and the variables of the environment with which `npm start` starts the gateway. */
export const NPM_START = {
  flags: words.filter((word) => word.startsWith('--') && !word.endsWith('/env-file.js')),
  env: Object.fromEntries(words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('=', 2))),
} as const;
