/** One message: what its page shows, its body as a document of its own, and its parts as files. */
@NullMarked
@NamedInterface("message")
package org.restante.reading.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
