import { redirect } from "next/navigation";
import { getVisitor } from "@/api/session";
import { NoTerm } from "@/features/shell/no-term";
import { titled } from "@/lib/page-title";
import { homePath } from "@/lib/roles";

export const generateMetadata = titled("shell.terms");

/** Where staff begin who have no term yet. */
export default async function Page() {
  const visitor = await getVisitor();
  if (visitor.state !== "signed-in") return null;
  const first = visitor.terms[0];
  if (first) redirect(homePath(visitor.me.membership?.role, first.id));
  return <NoTerm />;
}
