import { DataPage } from "@/features/data/data-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("data.title");

export default async function Page({ params }: PageProps<"/terms/[term]/data/[entity]">) {
  return <DataPage {...await params} />;
}
