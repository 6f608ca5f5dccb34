import { useDocExplorer, useDocExplorerActions } from '@graphiql/plugin-doc-explorer';
import { MagnifyingGlassIcon, pick, useGraphiQL } from '@graphiql/react';
import { Combobox, ComboboxInput, ComboboxOption, ComboboxOptions } from '@headlessui/react';
import { isNamedType } from 'graphql';
import { useDeferredValue, useMemo, useState } from 'react';
import { type Match, partsOf, search } from './documentation.ts';

/** Searches names and descriptions. build.mjs replaces GraphiQL's own search by it, which finds only names. */
export function Search() {
  const { schema } = useGraphiQL(pick('schema'));
  const open = useDocExplorer().at(-1)?.def;
  const { push } = useDocExplorerActions();
  const [text, setText] = useState('');
  const [isFocused, setIsFocused] = useState(false);
  const parts = useMemo(() => (schema ? partsOf(schema) : []), [schema]);
  const sought = useDeferredValue(text);
  const matches = useMemo(
    () => search(parts, sought, open && isNamedType(open) ? open : undefined),
    [parts, sought, open],
  );
  return (
    <Combobox
      as="div"
      className="graphiql-doc-explorer-search"
      data-state={isFocused ? undefined : 'idle'}
      onChange={(match: Match | null) => match && push({ name: match.page.name, def: match.page })}
    >
      {/* biome-ignore lint/a11y/noLabelWithoutControl: ComboboxInput is an input. */}
      <label className="graphiql-doc-explorer-search-input">
        <MagnifyingGlassIcon />
        <ComboboxInput
          aria-label="Search names and descriptions"
          autoComplete="off"
          placeholder="Search names and descriptions"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onFocus={() => setIsFocused(true)}
          onBlur={() => setIsFocused(false)}
        />
      </label>
      {isFocused && sought.trim() !== '' && (
        <ComboboxOptions>
          {matches.length === 0 && (
            <div className="graphiql-doc-explorer-search-empty">No name or description contains these words.</div>
          )}
          {matches.map((match) => (
            <ComboboxOption key={match.path} value={match}>
              <span className="graphiql-doc-explorer-search-field">{match.path}</span>
              {match.sentence && <span className="chronos-sentence">{match.sentence}</span>}
            </ComboboxOption>
          ))}
        </ComboboxOptions>
      )}
    </Combobox>
  );
}
