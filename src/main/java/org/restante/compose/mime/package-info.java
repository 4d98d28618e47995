/**
 * The message as it goes out (RFC 5322, 2045, 2231, 6532), in pieces that are never all in memory.
 */
@NullMarked
package org.restante.compose.mime;

import org.jspecify.annotations.NullMarked;
