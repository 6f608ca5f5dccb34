import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/*
 * Loads `.env` of the working directory, before a command's own modules: node --import. Node's own --env-file-if-exists does
 * the same, and prints a line where there is none.
 */
if (existsSync('.env')) loadEnvFile();
