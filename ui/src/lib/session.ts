// Who is signed in, for every part of the window that must know.
import { createContext, use } from 'react';
import type { SessionView } from './wire';

export const SessionContext = createContext<SessionView | null>(null);

/** The person who is signed in. */
export function useSession(): SessionView {
  const session = use(SessionContext);
  if (!session) throw new Error('used outside a session');
  return session;
}
