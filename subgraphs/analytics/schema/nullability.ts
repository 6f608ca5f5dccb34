import { semanticNonNull } from '../../schema/semantic-non-null.ts';

/** Returns the options of a field that is never null. */
export const nonNull = (description: string) => ({ nullable: false, description }) as const;

/** Returns the options of a field that is null only with an error. */
export const nullOnError = (description: string) => ({ description, extensions: semanticNonNull }) as const;
