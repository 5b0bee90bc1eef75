"use client";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { popupClass } from "@/components/ui/popup";
import { cn } from "@/lib/cn";

interface MenuProps {
  /** The element that opens the menu, usually a Button. */
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
  className?: string;
  children: ReactNode;
}

const itemClass =
  "data-highlighted:bg-hover flex w-full cursor-default items-center gap-2.5 rounded-sm px-2 py-1.5 text-left text-sm outline-none select-none pointer-coarse:min-h-11 [&_svg]:text-faint [&_svg]:size-4 [&_svg]:shrink-0 data-disabled:opacity-50";

export function Menu({
  trigger,
  align = "start",
  side = "bottom",
  className,
  children,
}: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          align={align}
          side={side}
          sideOffset={4}
          className="z-50 outline-none"
        >
          <BaseMenu.Popup
            className={cn(popupClass, "max-h-[70dvh] min-w-48 overflow-y-auto p-1", className)}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export function MenuItem({
  className,
  ...props
}: Omit<ComponentProps<typeof BaseMenu.Item>, "className"> & { className?: string }) {
  return <BaseMenu.Item {...props} className={cn(itemClass, className)} />;
}

/** An item that goes to another page. */
export function MenuLink({
  href,
  current,
  children,
}: {
  href: string;
  current?: boolean;
  children: ReactNode;
}) {
  return (
    <BaseMenu.LinkItem
      render={<Link href={href} />}
      closeOnClick
      aria-current={current ? "page" : undefined}
      className={itemClass}
    >
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {current && <Check aria-hidden />}
    </BaseMenu.LinkItem>
  );
}

/** An item that downloads a file. */
export function MenuDownload({ href, children }: { href: string; children: ReactNode }) {
  return (
    <BaseMenu.LinkItem href={href} download closeOnClick className={itemClass}>
      {children}
    </BaseMenu.LinkItem>
  );
}

/** One of several, like a theme. */
export function MenuChoice<V extends string>({
  value,
  onChange,
  label,
  options,
}: {
  value: V;
  onChange: (value: V) => void;
  label: string;
  options: readonly { value: V; label: string; icon?: ReactNode }[];
}) {
  return (
    <BaseMenu.Group>
      <MenuLabel>{label}</MenuLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} className={itemClass}>
            {option.icon}
            <span className="flex-1">{option.label}</span>
            <BaseMenu.RadioItemIndicator>
              <Check aria-hidden />
            </BaseMenu.RadioItemIndicator>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

/** A heading; only inside a group of the menu. */
function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <BaseMenu.GroupLabel className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">
      {children}
    </BaseMenu.GroupLabel>
  );
}

/** Items under one heading. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BaseMenu.Group>
      <MenuLabel>{label}</MenuLabel>
      {children}
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
