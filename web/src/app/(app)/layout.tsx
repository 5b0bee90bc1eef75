import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { getVisitor } from "@/api/session";
import { Frame } from "@/features/shell/frame";
import { SignedOut } from "@/features/shell/signed-out";
import { Unreachable } from "@/features/shell/unreachable";
import { TERM_COOKIE } from "@/lib/terms";

export default async function Layout({ children }: { children: ReactNode }) {
  const visitor = await getVisitor();
  if (visitor.state === "unreachable") return <Unreachable />;
  if (visitor.state === "signed-out") return <SignedOut />;
  const lastTerm = (await cookies()).get(TERM_COOKIE)?.value;
  return (
    <Frame session={{ me: visitor.me, terms: visitor.terms }} lastTerm={lastTerm}>
      {children}
    </Frame>
  );
}
