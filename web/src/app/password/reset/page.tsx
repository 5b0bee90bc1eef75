import { ForgottenPage } from "@/features/login/forgotten-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("login.forgotten.title");

export default function Page() {
  return <ForgottenPage />;
}
