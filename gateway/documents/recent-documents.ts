/** Keeps the documents that were used last. */
export interface RecentDocuments {
  get(hash: string): string | undefined;
  set(hash: string, document: string): void;
}

/** What is longer is not kept: the memory of all of them stays below count × characters. */
const MAX_CHARACTERS = 20_000;

/** @param count how many are kept */
export function createRecentDocuments(count = 1_000): RecentDocuments {
  // A Map is in the order of insertion: its first is the one that was not used for longest.
  const documents = new Map<string, string>();
  const use = (hash: string, document: string): void => {
    documents.delete(hash);
    documents.set(hash, document);
  };
  return {
    get(hash) {
      const document = documents.get(hash);
      if (document !== undefined) use(hash, document);
      return document;
    },
    set(hash, document) {
      if (document.length > MAX_CHARACTERS) return;
      use(hash, document);
      const [oldest] = documents.keys();
      if (documents.size > count && oldest !== undefined) documents.delete(oldest);
    },
  };
}
