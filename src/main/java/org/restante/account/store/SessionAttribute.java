package org.restante.account.store;

/** What a session may hold: these records, as JSON, and nothing else. */
public sealed interface SessionAttribute permits SignedIn {}
