import { redirect } from "next/navigation";
import { getWayIn } from "@/api/session";
import { LoginPage } from "@/features/login/login-page";
import { nextPath } from "@/features/login/next-path";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("login.title");

export default async function Page({ searchParams }: PageProps<"/login">) {
  const next = nextPath((await searchParams).next);
  const wayIn = await getWayIn();
  if (wayIn === "in") redirect(next);
  return <LoginPage next={next} isHalfway={wayIn === "halfway"} />;
}
