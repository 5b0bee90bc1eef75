import { JobPage } from "@/features/generate/job-page";

export default async function Page({ params }: PageProps<"/terms/[term]/jobs/[job]">) {
  const { term, job } = await params;
  return <JobPage term={term} id={job} />;
}
