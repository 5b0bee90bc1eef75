import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { getVisitor } from "@/api/session";
import { homePath, isStaff } from "@/lib/roles";

/** The pages of a term are for those who work on it. */
export default async function Layout({ children }: { children: ReactNode }) {
  const visitor = await getVisitor();
  if (visitor.state === "signed-in") {
    const role = visitor.me.membership?.role;
    if (!isStaff(role)) redirect(homePath(role, undefined));
  }
  return children;
}
