import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LoginPage } from "@/features/login/login-page";
import { nextPath } from "@/features/login/next-path";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("login"))("title") };
}

export default async function Page({ searchParams }: PageProps<"/login">) {
  return <LoginPage next={nextPath((await searchParams).next)} />;
}
