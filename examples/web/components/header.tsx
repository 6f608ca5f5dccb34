import { signOut } from '@/app/sign-in/actions.ts';
import { Link } from '@/components/link.tsx';
import { readSession } from '@/lib/session.ts';

const LINKS = [
  ['/regions', 'Regions'],
  ['/series', 'Series'],
  ['/pages/labour-market', 'At a glance'],
] as const;

/** The site's name, its parts, and who is signed in. */
export async function Header() {
  const session = await readSession();
  return (
    <header className="border-line border-b">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-7 gap-y-1 px-5 py-3 sm:px-8">
        <Link href="/" className="py-2 font-semibold font-serif text-xl">
          Chronos Graph
        </Link>
        <nav aria-label="Site" className="order-last w-full sm:order-none sm:w-auto">
          <ul className="flex gap-x-5 text-[0.9375rem]">
            {LINKS.map(([href, name]) => (
              <li key={href}>
                <Link href={href} className="inline-block py-2 hover:underline">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto text-[0.9375rem]">
          {session.isSignedIn ? (
            <form action={signOut} className="flex items-center gap-3">
              <span className="text-soft">{session.crm ? 'Staff' : 'Partner'}</span>
              <button type="submit" className="link cursor-pointer py-2">
                Sign out
              </button>
            </form>
          ) : (
            <Link href="/sign-in" className="link inline-block py-2">
              Sign in
            </Link>
          )}
        </div>
      </div>
    </header>
  );
}
