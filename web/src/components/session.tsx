"use client";
import { createContext, use, type ReactNode } from "react";
import type { Me, Term } from "@/api/types";

export interface Session {
  me: Me;
  terms: Term[];
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({
  session,
  children,
}: {
  session: Session;
  children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is logged in, and the terms of their institution. Only below the app's layout. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("useSession is used outside SessionProvider");
  return session;
}
