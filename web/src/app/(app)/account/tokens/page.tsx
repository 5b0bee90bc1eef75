import { TokensPage } from "@/features/account/tokens-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("account.tabs.tokens");

export default function Page() {
  return <TokensPage />;
}
