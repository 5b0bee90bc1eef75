import type { ReactNode } from "react";
import { getVisitor } from "@/api/session";
import { Denied } from "@/components/denied";
import { runsInstitution } from "@/lib/roles";

/** The pages of an institution are for who runs it. */
export default async function Layout({ children }: { children: ReactNode }) {
  const visitor = await getVisitor();
  if (visitor.state === "signed-in" && !runsInstitution(visitor.me.membership?.role))
    return <Denied who="registrar" />;
  return children;
}
