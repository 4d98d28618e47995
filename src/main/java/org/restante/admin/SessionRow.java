package org.restante.admin;

import org.restante.account.LiveSession;

/** A session as the list shows it. */
record SessionRow(LiveSession session, String name, String domain, Agent agent) {

    static SessionRow of(LiveSession session) {
        String address = session.address();
        int at = Math.max(address.lastIndexOf('@'), 0);
        return new SessionRow(
                session,
                address.substring(0, at),
                address.substring(at),
                Agent.of(session.agent()));
    }
}
