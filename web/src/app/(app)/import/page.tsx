import { ImportPage } from "@/features/import/import-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("import.title");

export default function Page() {
  return <ImportPage />;
}
