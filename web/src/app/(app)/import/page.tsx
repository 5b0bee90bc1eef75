import { ImportPage } from "@/features/import/import-page";

export default function Page() {
  return <ImportPage />;
}
