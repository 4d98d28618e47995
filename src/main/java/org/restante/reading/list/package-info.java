/** The list of a mailbox's messages: pages, rows, and how dates and names are shown. */
@NullMarked
@NamedInterface("list")
package org.restante.reading.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
