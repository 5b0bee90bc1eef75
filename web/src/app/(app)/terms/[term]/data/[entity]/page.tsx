import { DataPage } from "@/features/data/data-page";

export default async function Page({ params }: PageProps<"/terms/[term]/data/[entity]">) {
  return <DataPage {...await params} />;
}
