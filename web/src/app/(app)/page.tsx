import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getVisitor } from "@/api/session";
import { homePath } from "@/lib/roles";
import { currentTerm, TERM_COOKIE } from "@/lib/terms";

/** Home: each role's first page. */
export default async function Page() {
  const visitor = await getVisitor();
  if (visitor.state !== "signed-in") return null;
  const term = currentTerm(visitor.terms, (await cookies()).get(TERM_COOKIE)?.value);
  redirect(homePath(visitor.me.membership?.role, term?.id));
}
