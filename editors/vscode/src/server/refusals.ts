import { Refusal } from "./server";

/** What a failed request carries (JSON-RPC): our own server says in `data` which of the contract's errors it is. */
interface Failure {
  readonly message: string;
  readonly data?: { readonly code?: unknown; readonly details?: unknown } | null;
}

/** A failed request as what a person is told. */
export function asRefusal(reason: unknown): Refusal {
  if (reason instanceof Refusal) return reason;
  const failure = reason as Failure;
  const code = failure.data?.code;
  if (typeof code === "string") return new Refusal(failure.message, code, failure.data?.details);
  return new Refusal(`vm-lsp's server did not understand: ${messageOf(reason)}`, "INTERNAL");
}

export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
