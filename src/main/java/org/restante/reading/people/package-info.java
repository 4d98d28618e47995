/**
 * Whom the reader knows. Reading asks, and whoever keeps the address book answers: so that mail can
 * be read without one.
 */
@NullMarked
@NamedInterface("people")
package org.restante.reading.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
