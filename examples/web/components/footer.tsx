/** Whose figures and borders these are. */
export function Footer() {
  return (
    <footer className="border-line border-t bg-raised text-sm text-soft">
      <p className="mx-auto max-w-6xl px-5 pt-6 pb-16 leading-relaxed sm:px-8">
        Figures: U.S. Bureau of Labor Statistics, Bureau of Economic Analysis, Census Bureau. Recessions: National
        Bureau of Economic Research. Borders: U.S. Census Bureau and Statistics Canada, simplified. Each page is one
        GraphQL query to Chronos Graph: the line above says what it took.
      </p>
    </footer>
  );
}
