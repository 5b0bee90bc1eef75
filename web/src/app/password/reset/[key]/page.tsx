import { ResetPage } from "@/features/login/reset-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("login.reset.title");

export default async function Page({ params }: PageProps<"/password/reset/[key]">) {
  return <ResetPage secret={decodeURIComponent((await params).key)} />;
}
