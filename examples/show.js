const element = (id) => document.getElementById(id);

/** Shows an answer: its data, in which a field that failed is null, and the messages of its errors. */
export function show(region, messages) {
  element('problem').textContent = messages.join(' ');
  element('name').textContent = region?.name ?? '';
  list('indicators', region?.indicators, ({ indicator, value }) => `${indicator.name}: ${value} ${indicator.units}`);
  list('articles', region?.articles, ({ title }) => title);
}

function list(id, items, textOf) {
  const entries = (items ?? []).map((item) =>
    Object.assign(document.createElement('li'), { textContent: textOf(item) }),
  );
  element(id).replaceChildren(...entries);
}

/** Calls back with the chosen county's code, now and at each change. */
export function onCounty(load) {
  const select = element('county');
  select.addEventListener('change', () => load(select.value));
  load(select.value);
}

/** The graph's address: `?graph=…` of the page, else that of `npm start`. */
export const GRAPH = new URLSearchParams(location.search).get('graph') ?? 'http://127.0.0.1:4000/graphql';
