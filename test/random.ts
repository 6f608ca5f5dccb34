import fc from 'fast-check';

/** With `ORACLE_SEED`, all that is made at random is made the same again; without it, each run makes something else. */
const { ORACLE_SEED } = process.env;
if (ORACLE_SEED !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(ORACLE_SEED) });
