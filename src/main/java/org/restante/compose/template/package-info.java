/** Texts that users write again and again. */
@NullMarked
package org.restante.compose.template;

import org.jspecify.annotations.NullMarked;
