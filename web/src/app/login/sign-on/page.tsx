import { redirect } from "next/navigation";
import { getWayIn } from "@/api/session";
import { nextPath, withNext } from "@/features/login/next-path";
import { SignOnPage } from "@/features/login/sign-on-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("login.signOn.title");

/** The institution's page sends people back here, let in or with an error. */
export default async function Page({ searchParams }: PageProps<"/login/sign-on">) {
  const { next: asked, error } = await searchParams;
  const next = nextPath(asked);
  const wayIn = await getWayIn();
  if (wayIn === "in") redirect(next);
  if (wayIn === "halfway") redirect(withNext("/login", next));
  return <SignOnPage next={next} refusal={typeof error === "string" ? error : undefined} />;
}
