import { LoginPage } from "@/features/login/login-page";
import { nextPath } from "@/features/login/next-path";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("login.title");

export default async function Page({ searchParams }: PageProps<"/login">) {
  return <LoginPage next={nextPath((await searchParams).next)} />;
}
