import { Forkable } from './fork';
import type { LoginDraft } from './loginDraft';
import type { Located } from './types';

/** Maximum number of servers kept per login. */
const MAX_SERVERS = 32;

/** The servers that fnbamd can ask for each login: a line about a server may name no request. */
export class OfferedServers extends Forkable {
  protected state = {
    /** The logins that each server was offered to. */
    logins: new Map<string, Set<LoginDraft>>(),
  };

  add(server: Located, draft: LoginDraft): void {
    if (draft.facts.offers.length >= MAX_SERVERS) return;
    draft.own().offers.push(server);
    const logins = this.state.logins.get(server.text);
    if (logins) logins.add(draft);
    else this.state.logins.set(server.text, new Set([draft]));
  }

  /** The only one of the open logins that the server was offered to; undefined for none or several. */
  onlyOpen(server: string, open: ReadonlySet<LoginDraft>): LoginDraft | undefined {
    let only: LoginDraft | undefined;
    for (const draft of this.state.logins.get(server) ?? []) {
      if (!open.has(draft)) continue;
      if (only) return undefined;
      only = draft;
    }
    return only;
  }

  /** Forgets a closed login. */
  forget(draft: LoginDraft): void {
    for (const { text } of draft.facts.offers) {
      const logins = this.state.logins.get(text);
      logins?.delete(draft);
      if (logins?.size === 0) this.state.logins.delete(text);
    }
  }
}
