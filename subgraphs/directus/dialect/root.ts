import type { PlainField } from '../../layout.ts';
import type { Asked, AskedArgument, Selection } from './asked.ts';
import type { Path, Reading } from './assemble.ts';

/** A root field of an operation, compiled: what it asks of Directus, and how it is read from the answers. */
export interface CompiledRoot {
  /** Whether it is asked of `/graphql/system`, where Directus keeps what is its own. */
  readonly isSystem?: boolean;
  /** Whether values are a content version's, and not those of the rows. */
  readonly isVersion?: boolean;
  /** Nothing where the answer is known without asking. */
  readonly asks: readonly Asked[];
  /** What came as it came, where nothing went wrong; undefined where it has to be read with care. */
  plain?(answers: readonly unknown[]): PlainField | undefined;
  /** What must be asked once more, now that these answers are in. */
  next?(answers: readonly unknown[]): CompiledRoot | undefined;
  /** @throws GraphQLError for what it cannot give */
  read(answers: readonly unknown[], reading: Reading, path: Path): unknown;
  /** The path under the root for what Directus calls so under the root's own answer. */
  locate(path: readonly unknown[]): (string | number)[];
}

/** A root field of Directus. */
export function askRoot(name: string, args: readonly AskedArgument[], selection: Selection): Asked {
  return { of: 'Query', name, args, selection };
}
