/** As whom users write: their addresses with names and signatures. */
@NullMarked
package org.restante.compose.identity;

import org.jspecify.annotations.NullMarked;
