/** What of a message goes into an answer to it, or back into the hands of its author. */
@NullMarked
@NamedInterface("quote")
package org.restante.reading.quote;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
