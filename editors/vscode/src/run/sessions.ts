import type { Session } from "../contract";

/** The sessions of this window as the server tells of them, the living one for each folder. */
export class Sessions {
  readonly #byFolder = new Map<string | undefined, Session>();

  /** Notes a session's state; one that a newer one of the same folder replaced is not heard any more. */
  note(session: Session): void {
    const key = keyOf(session.workspaceUri);
    const known = this.#byFolder.get(key);
    if (session.status !== "closed") this.#byFolder.set(key, session);
    else if (known?.id === session.id) this.#byFolder.delete(key);
  }

  /** Forgets all: their server is gone. */
  clear(): void {
    this.#byFolder.clear();
  }

  /** The session of a workspace folder, or of the documents outside every folder. */
  of(folder: string | undefined): Session | undefined {
    return this.#byFolder.get(keyOf(folder));
  }

  get all(): Session[] {
    return [...this.#byFolder.values()];
  }

  get busy(): Session[] {
    return this.all.filter((session) => session.status === "busy");
  }
}

/** Editors and servers write the same URI in different ways. */
function keyOf(uri: string | null | undefined): string | undefined {
  if (uri === null || uri === undefined) return undefined;
  return uri.replaceAll(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()).replace(/%3A/g, ":").replace(/\/$/, "");
}
