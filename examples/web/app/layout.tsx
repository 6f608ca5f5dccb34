import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Footer } from '@/components/footer.tsx';
import { Header } from '@/components/header.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Chronos Graph', template: '%s · Chronos Graph' },
  description: 'The labour market, series by series and county by county: each page is one query.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fdfcfa' },
    { media: '(prefers-color-scheme: dark)', color: '#121519' },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <a href="#content" className="absolute -top-20 left-3 z-30 bg-ink px-4 py-2 text-paper focus:top-3">
          Skip to the content
        </a>
        <Header />
        {children}
        <Footer />
      </body>
    </html>
  );
}
