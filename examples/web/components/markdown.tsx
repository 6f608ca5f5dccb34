import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Link } from '@/components/link.tsx';

/** Links inside the site go through its router; tables can be scrolled sideways where they are too wide. */
const COMPONENTS: Components = {
  // The page has a title of its own: a text's headings begin below it.
  h1: ({ children }) => <h2>{children}</h2>,
  a: ({ href = '', children }) =>
    href.startsWith('/') ? (
      <Link href={href}>{children}</Link>
    ) : (
      <a href={href} rel="noreferrer">
        {children}
      </a>
    ),
  // A picture in a text would be fetched from wherever it says: it is named instead.
  img: ({ alt }) => (alt ? <em>[{alt}]</em> : null),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (WCAG 2.1.1)
    <section className="overflow-x-auto" aria-label="Table" tabIndex={0}>
      <table className="figures">{children}</table>
    </section>
  ),
};

/** Text that was written in Markdown; nothing for null. Markup in it is shown as text, and links to scripts are taken out. */
export function Markdown({ children }: { readonly children: string | null }) {
  return (
    <div className="prose">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={COMPONENTS}>
        {children}
      </ReactMarkdown>
    </div>
  );
}
