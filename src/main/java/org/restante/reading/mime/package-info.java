/** What a message is made of: the parts that are shown, their charsets, and what is attached. */
@NullMarked
@NamedInterface("mime")
package org.restante.reading.mime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
