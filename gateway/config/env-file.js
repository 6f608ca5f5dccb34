import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/*
 * Loads `.env` of the working directory before a command's modules, by node --import. Node's --env-file-if-exists does
 * the same, but prints a line where the file is absent.
 */
if (existsSync('.env')) loadEnvFile();
