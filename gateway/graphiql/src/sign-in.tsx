import type { GraphiQLPlugin } from '@graphiql/react';
import { type FormEvent, useId, useState } from 'react';
import { present, session, signIn, signOut } from './session.ts';
import { settings } from './settings.ts';

export const signInPlugin: GraphiQLPlugin = { title: 'Sign in', icon: Person, content: SignIn };

function SignIn() {
  const { token, audience } = session.use();
  return (
    <section className="chronos-panel" aria-label="Sign in">
      <h2>Sign in</h2>
      <p role="status">
        Requests are sent as <strong>{audience}</strong>.{' '}
        {audience === 'anyone' && 'The schema shows what everyone may request.'}
      </p>
      {token === null ? (
        <>
          <TokenForm />
          {settings.signIn && <DirectusForm />}
        </>
      ) : (
        <>
          <p>
            Every request carries <code>Authorization: Bearer {shown(token)}</code>.
          </p>
          <button type="button" className="chronos-button" onClick={signOut}>
            Sign out
          </button>
        </>
      )}
    </section>
  );
}

/** Returns the beginning of a token, which distinguishes it from others. */
function shown(token: string): string {
  return `${token.slice(0, 8)}…`;
}

function TokenForm() {
  const [token, setToken] = useState('');
  return (
    <Form label="Use this token" submit={() => present(token.trim())}>
      <Field
        label="A partner’s key, or a token of staff"
        type="password"
        autoComplete="off"
        value={token}
        onChange={setToken}
      />
    </Form>
  );
}

function DirectusForm() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <Form label="Sign in through Directus" submit={() => signIn(email, password)}>
      <Field label="E-mail" type="email" autoComplete="username" value={email} onChange={setEmail} />
      <Field label="Password" type="password" autoComplete="current-password" value={password} onChange={setPassword} />
    </Form>
  );
}

interface FormProps {
  /** The text of the button. */
  readonly label: string;
  readonly submit: () => Promise<void>;
  readonly children: React.ReactNode;
}

function Form({ label, submit, children }: FormProps) {
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    submit()
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={onSubmit} className="chronos-form">
      {children}
      <button type="submit" className="chronos-button" disabled={isBusy}>
        {label}
      </button>
      <p role="alert" className="chronos-problem">
        {problem}
      </p>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly type: 'email' | 'password';
  readonly autoComplete: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, onChange, ...input }: FieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input id={id} required {...input} onChange={({ target }) => onChange(target.value)} />
    </>
  );
}

function Person() {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="8" cy="5" r="3" />
      <path d="M2 14.5c.6-3.2 3-5 6-5s5.4 1.8 6 5" />
    </svg>
  );
}
