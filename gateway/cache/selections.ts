import { type GraphQLSchema, getNamedType, isInputObjectType } from 'graphql';
import type { FieldRequest } from '../../subgraphs/request.ts';
import { digest } from './key.ts';
import { addChosenBy, type Reach, reachOfTypes, type Ttls } from './reach.ts';

type Selections = NonNullable<FieldRequest['selections']>;

/** The selections of a lookup's values. */
export interface AskedOfValues {
  /** Identifies the selections, with their arguments. */
  readonly digest: string;
  /** Undefined where the values may not be cached. */
  readonly reach: Reach | undefined;
}

/** Reads each selection object once: plans use the same objects again. */
export function createSelectionReader(schema: GraphQLSchema, ttls: Ttls): (selections: Selections) => AskedOfValues {
  const known = new WeakMap<Selections, AskedOfValues>();
  return (selections) => {
    const read = known.get(selections) ?? readSelections(schema, ttls, selections);
    known.set(selections, read);
    return read;
  };
}

function readSelections(schema: GraphQLSchema, ttls: Ttls, selections: Selections): AskedOfValues {
  const types = new Set<string>();

  function written(of: Selections): unknown {
    return Array.from(of, ([type, fields]) => {
      types.add(type);
      return [type, fields.map(writtenField)];
    });
  }

  function writtenField({ responseKey, name, definition, args, selections: below }: FieldRequest): unknown {
    for (const argument of definition.args) {
      if (isInputObjectType(getNamedType(argument.type))) {
        addChosenBy(schema, argument.type, args[argument.name], types);
      }
    }
    return [responseKey, name, args, below && written(below)];
  }

  const text = JSON.stringify(written(selections));
  return { digest: digest(text), reach: reachOfTypes(ttls, types) };
}
