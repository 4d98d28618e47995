package org.restante.contacts;

import java.util.UUID;

/** A group of contacts, and how many are in it. */
record Group(UUID id, String name, int members) {}
