"use client";
import type { ReactNode } from "react";
import { Page } from "@/components/page";
import { TabLinks } from "@/components/ui/tabs";

interface TabbedPageProps<T extends string> {
  title: string;
  /** Of each tab its address, in the order in which they stand. */
  paths: Record<T, string>;
  tab: T;
  label: (tab: T) => string;
  actions?: ReactNode;
  children: ReactNode;
}

/** One of several pages that stand side by side under one title. */
export function TabbedPage<T extends string>(props: TabbedPageProps<T>) {
  const { title, paths, tab, label } = props;
  const tabs = Object.keys(paths) as T[];
  return (
    <Page
      title={title}
      actions={props.actions}
      toolbar={
        <TabLinks
          label={title}
          current={paths[tab]}
          tabs={tabs.map((each) => ({ href: paths[each], label: label(each) }))}
        />
      }
    >
      {props.children}
    </Page>
  );
}
