import type { ReactNode } from "react";
import { getVisitor } from "@/api/session";
import { Denied } from "@/components/denied";
import { runsPlatform } from "@/lib/roles";

/** The pages of the platform are for who runs it. */
export default async function Layout({ children }: { children: ReactNode }) {
  const visitor = await getVisitor();
  if (visitor.state === "signed-in" && !runsPlatform(visitor.me.membership?.role))
    return <Denied who="platform_admin" />;
  return children;
}
