import { Input as BaseInput } from "@base-ui/react/input";
import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** Class names shared by everything one types or picks in. */
export const controlClass = cn(
  "h-8 w-full rounded-md border border-control/60 bg-raised px-2.5 text-sm text-ink placeholder:text-faint",
  "transition-colors duration-100 hover:border-control max-md:text-md pointer-coarse:h-11",
  "focus-visible:border-accent focus-visible:outline-1 focus-visible:-outline-offset-1 focus-visible:outline-accent",
  "disabled:cursor-not-allowed disabled:opacity-50 data-invalid:border-bad",
);

type InputProps = Omit<ComponentProps<typeof BaseInput>, "className"> & { className?: string };

export function Input({ className, ...props }: InputProps) {
  return <BaseInput {...props} className={cn(controlClass, className)} />;
}

/** A search box; give it an aria-label. */
export function SearchInput({ className, ...props }: InputProps) {
  return (
    <div className={cn("relative", className)}>
      <Search
        aria-hidden
        className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
      />
      <Input type="search" {...props} className="pl-8" />
    </div>
  );
}

/** A box for a few sentences. */
export function TextArea({ className, ...props }: InputProps) {
  return (
    <BaseInput
      {...props}
      render={<textarea rows={3} />}
      className={cn(controlClass, "h-auto py-1.5 pointer-coarse:h-auto", className)}
    />
  );
}
